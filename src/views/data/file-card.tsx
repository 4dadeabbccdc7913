// The facts of the file, and the one reading of it that a person may overrule in place: money or units.

import { Button, Group, SegmentedControl } from '@mantine/core';

import type { Dataset } from '../../core/table/dataset.ts';
import { pageWords } from '../../core/text/page-words.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatBytes, formatCount, formatCountOf, formatDay } from '../../core/text/format.ts';
import { Panel } from '../ui/panel.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import classes from './file-card.module.css';
import { salesMeaningSentence } from './file-facts.ts';
import { dateOrderWords, decimalWords, delimiterWords, encodingWords } from './format-words.ts';

export function FileCard({ dataset }: { readonly dataset: Dataset }) {
  const actions = useLab((state) => state.actions);
  const answers = useLab((state) => state.answers);
  const { format, table, histories, unusable } = dataset;
  return (
    <Panel
      title={dataset.fileName}
      caption={`${formatBytes(dataset.fileBytes)}, ${formatCountOf(dataset.headers.length, 'column')}`}
      aside={
        <Group gap="xs">
          {Object.keys(answers).length === 0 ? null : (
            <Button variant="default" size="xs" onClick={() => actions.saveAnswers()}>
              Save the choices
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => actions.changeColumns()}>
            Change columns
          </Button>
        </Group>
      }
    >
      <div className={classes.facts}>
        <StatList>
          <Stat label="Rows" value={formatCount(table.rowCount)} />
          <Stat
            label="Products"
            value={formatCount(histories.length)}
            {...(unusable.length === 0 ? {} : { note: `${formatCount(unusable.length)} left out` })}
          />
          <Stat label="First day" value={formatDay(table.firstDay)} />
          <Stat label="Last day" value={formatDay(table.lastDay)} />
          <Stat label="Encoding" value={encodingWords[format.encoding]} />
          <Stat label="Delimiter" value={delimiterWords[format.delimiter]} />
          <Stat label="Decimal" value={decimalWords[format.decimalSeparator]} />
          <Stat label="Dates" value={dateOrderWords[format.dateOrder]} />
        </StatList>
      </div>
      <SalesMeaning dataset={dataset} />
    </Panel>
  );
}

function SalesMeaning({ dataset }: { readonly dataset: Dataset }) {
  const actions = useLab((state) => state.actions);
  if (dataset.mapping.sales === undefined) {
    return <p className={classes.plain}>The file has no sales column, so the lab uses its units.</p>;
  }
  const header = dataset.headers[dataset.mapping.sales] ?? 'Total Sales';
  return (
    <div className={classes.meaning}>
      <div className={classes.words}>
        <strong>
          “{header}” is {dataset.salesMeaning}
        </strong>
        <p className={classes.sentence}>{pageWords(salesMeaningSentence(dataset))}</p>
      </div>
      <SegmentedControl
        aria-label={`What ${header} means`}
        value={dataset.salesMeaning}
        onChange={(meaning) => actions.overruleSalesMeaning(meaning === 'units' ? 'units' : 'money')}
        data={[
          { value: 'money', label: 'Money' },
          { value: 'units', label: 'Units' },
        ]}
      />
    </div>
  );
}
