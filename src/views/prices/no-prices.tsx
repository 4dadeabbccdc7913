// Prices before there are any: why, and what to do.

import { Button } from '@mantine/core';
import { IconFlask, IconPlayerPlay, IconTag } from '@tabler/icons-react';

import { formatCountOf } from '../../core/text/format.ts';
import { canShowUntrained, keptForFile } from '../../store/features/untrained-feature.ts';
import { isActive } from '../../store/run-view.ts';
import { useLab } from '../../store/use-lab.ts';
import { startProblem } from '../train/settings/setting-lists.ts';
import { EmptyState } from '../ui/empty-state.tsx';

type Situation = 'training' | 'reading' | 'fitting' | 'noFile' | 'choice';

export function NoPrices() {
  const kept = useLab(keptForFile);
  const situation = useLab((state): Situation => {
    const { status } = state.data;
    if (isActive(state.run)) return 'training';
    if (status === 'ready') return canShowUntrained(state) ? 'choice' : 'fitting';
    return status === 'empty' ? 'noFile' : 'reading';
  });
  const canTrain = useLab((state) => startProblem(state, {}) === null && state.data.status === 'ready');
  const actions = useLab((state) => state.actions);
  const isTraining = situation === 'training';
  const canChoose = kept > 0 && !isTraining;
  const isFirst = (isIt: boolean) => (isIt ? 'filled' : 'default');
  return (
    <EmptyState
      icon={<IconTag size={34} stroke={1.5} />}
      title={titles[situation]}
      actions={
        <>
          {situation === 'choice' ? (
            <Button onClick={() => actions.showPrices()}>Show prices without training</Button>
          ) : null}
          {canChoose ? (
            <Button variant={isFirst(situation !== 'choice')} onClick={() => actions.goTo('models')}>
              Choose a kept model
            </Button>
          ) : null}
          {situation === 'noFile' ? (
            <Button variant={isFirst(!canChoose)} onClick={() => actions.goTo('data')}>
              Go to Data
            </Button>
          ) : null}
          {canTrain ? (
            <Button
              variant="default"
              leftSection={<IconPlayerPlay aria-hidden size={17} />}
              onClick={() => actions.trainForPrices()}
            >
              Train and show prices
            </Button>
          ) : null}
          <Button
            variant={isFirst(isTraining)}
            leftSection={<IconFlask aria-hidden size={17} />}
            onClick={() => actions.goTo('train', 'run')}
          >
            {isTraining ? 'Watch it learn' : 'Go to Train'}
          </Button>
        </>
      }
    >
      {sentence(situation, kept)}
    </EmptyState>
  );
}

const titles: Readonly<Record<Situation, string>> = {
  training: 'The model is still being trained',
  reading: 'The file is still being read',
  fitting: 'Demand is still being fitted',
  noFile: 'No prices yet',
  choice: 'No model in use',
};

function sentence(situation: Situation, kept: number): string {
  switch (situation) {
    case 'training':
      return 'Its prices appear here when training finishes, or when you stop it after an evaluation.';
    case 'reading':
    case 'fitting':
      return 'Prices follow by themselves once every product has its demand fit: no agent has to be trained for them.';
    case 'noFile':
      return kept > 0
        ? `Prices need a sales file, or a model: use one kept in this browser (${formatCountOf(kept, 'model')}), or import one (button above).`
        : 'Prices need a sales file: read one in Data. No agent has to be trained for them. A model that this lab exported brings its own (button above).';
    case 'choice':
      return (
        (kept > 0 ? `This browser keeps ${formatCountOf(kept, 'model')} for this file. ` : '') +
        'Prices rest on the demand fits either way; a model adds its agent’s price to the candidates.'
      );
    default:
      return situation satisfies never;
  }
}
