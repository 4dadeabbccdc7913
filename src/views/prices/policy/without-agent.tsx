// Prices that no agent had a part in: said in one line, with what training would add.

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';

import { keptForFile } from '../../../store/features/untrained-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { startProblem } from '../../train/settings/setting-lists.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';

const untrainedTitle = 'No agent was trained: these prices rest on the demand fits alone';
const trainingAdds =
  'Training adds an agent’s price to the candidates: worth it where buyers remember prices, a rival responds or stock runs out.';

/** Above the prices. */
export function WithoutAgentNotice() {
  return (
    <Notice tone="info" title={untrainedTitle} actions={<WaysToAModel />}>
      {trainingAdds}
    </Notice>
  );
}

/** In the place of the model's card. */
export function WithoutAgentPanel() {
  return (
    <Panel title="Model" caption={`${untrainedTitle}.`} fold="Show the model">
      <p>{trainingAdds}</p>
    </Panel>
  );
}

/** To a run with the settings that stand in Train, or to a model that was kept. */
function WaysToAModel() {
  const canTrain = useLab((state) => startProblem(state, {}) === null && state.data.status === 'ready');
  const kept = useLab(keptForFile);
  const actions = useLab((state) => state.actions);
  return (
    <>
      {kept > 0 ? (
        <Button size="compact-sm" variant="default" onClick={() => actions.goTo('models')}>
          Choose a kept model
        </Button>
      ) : null}
      {canTrain ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay aria-hidden size={15} />}
          onClick={() => actions.trainForPrices()}
        >
          Train and show prices
        </Button>
      ) : null}
    </>
  );
}
