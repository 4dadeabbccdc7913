// What the prices come from: the model's card in a few figures.

import { useLab } from '../../../store/use-lab.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stat, StatList } from '../../ui/stat.tsx';
import { modelFacts } from './model-facts.ts';

export function ModelPanel() {
  const model = useLab((state) => state.model);
  if (!model) return null;
  return (
    <Panel
      fold="Show the model"
      title="Model"
      caption={model.origin === 'run' ? 'Trained in this tab.' : 'Imported from a file.'}
    >
      <StatList>
        {modelFacts(model.card).map((fact) => (
          <Stat key={fact.label} label={fact.label} value={fact.value} note={fact.note} />
        ))}
      </StatList>
    </Panel>
  );
}
