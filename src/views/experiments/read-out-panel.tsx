// Reading a test out: the file with its results, then the effect, its interval and a sentence.

import { Button } from '@mantine/core';

import type { ReadOut } from '../../core/experiments/read-out.ts';
import { isoDate } from '../../core/table/day-numbers.ts';
import { useLab } from '../../store/use-lab.ts';
import {
  formatCount,
  formatCountOf,
  formatMoney,
  formatRough,
  formatSignedRough,
} from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { FileButton, tableAccept } from '../ui/file-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';
import { DifferencesChart } from './differences-chart.tsx';
import {
  differencesSentence,
  effectShare,
  formatP,
  measureLabels,
  measureUnits,
} from './experiment-words.ts';
import classes from './experiments-section.module.css';

export function ReadOutPanel() {
  const readOut = useLab((state) => state.readOut);
  const plan = useLab((state) => state.writtenPlan);
  const reading = useLab((state) => state.readingResult);
  const problem = useLab((state) => state.experimentProblem);
  const actions = useLab((state) => state.actions);
  const isUnasked = plan === null && readOut === null && reading === null && problem === null;
  return (
    <Panel
      title="Test result"
      {...(isUnasked ? { fold: 'Read a result' } : {})}
      caption="The plan with its units filled in; columns date, arm, price, units, pair, and if there are any shop, sales, profit, and category units for what the rest of its category sold."
    >
      <div className={classes.row}>
        <FileButton
          label="Test result CSV"
          accept={tableAccept}
          disabled={reading !== null}
          onFile={(file) => actions.readTestResult(file)}
        />
        {plan === null ? null : (
          <Button variant="default" disabled={reading !== null} onClick={() => actions.readSimulatedResult()}>
            Try with a simulated result
          </Button>
        )}
        <span className={classes.quiet} role="status">
          {reading === null
            ? plan === null
              ? 'Without a test chosen above the file needs its column “pair”.'
              : `For the test of ${plan.design.productName}.`
            : `Reading ${reading} …`}
        </span>
      </div>
      {problem === null ? null : (
        <div className={classes.problem}>
          <Notice
            tone="bad"
            title="This result cannot be read"
            onDismiss={() => actions.dismissExperimentProblem()}
          >
            {problem}
          </Notice>
        </div>
      )}
      {readOut === null ? null : <Result readOut={readOut} />}
    </Panel>
  );
}

/** What a third price and the rest of the category add to the sentence about price B. */
function BesidesB({ readOut: { second, bendSentence, category } }: { readonly readOut: ReadOut }) {
  return (
    <>
      {second === null ? null : (
        <>
          <p className={classes.headline}>{second.sentence}</p>
          <p className={classes.quiet}>{second.daily.sentence}</p>
        </>
      )}
      {bendSentence === null ? null : <p className={classes.quiet}>{bendSentence}</p>}
      {category === null ? null : <p className={classes.quiet}>{category.sentence}</p>}
    </>
  );
}

function Result({ readOut }: { readonly readOut: ReadOut }) {
  const { effects, warnings, fileName, days, openRows, pairs, priceA, priceB, differences } = readOut;
  const first = effects[0]!;
  const isSimulated = useLab((state) => state.isResultSimulated);
  return (
    <section className={classes.result} aria-label="Read-out">
      <p className={classes.headline}>{readOut.sentence}</p>
      <p className={classes.quiet}>{readOut.daily.sentence}</p>
      <BesidesB readOut={readOut} />
      {isSimulated ? (
        <Notice tone="info" title="Simulated result">
          Simulated example: the units come from the demand model, to show how a result is reported.
        </Notice>
      ) : null}
      {warnings.length === 0 ? null : (
        <Notice tone="warn" title="Worth knowing">
          {warnings.join(' ')}
        </Notice>
      )}
      <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="Effects of price B">
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col" className={tableClasses.number}>
                Price A{Number.isNaN(priceA) ? '' : `, ${formatMoney(priceA)}`}
              </th>
              <th scope="col" className={tableClasses.number}>
                Price B{Number.isNaN(priceB) ? '' : `, ${formatMoney(priceB)}`}
              </th>
              <th scope="col" className={tableClasses.number}>
                Effect
              </th>
              <th scope="col" className={tableClasses.number}>
                of A
              </th>
              <th scope="col" className={tableClasses.number}>
                95 % interval
              </th>
              <th scope="col" className={tableClasses.number}>
                p value
              </th>
            </tr>
          </thead>
          <tbody>
            {effects.map((effect) => (
              <tr key={effect.measure}>
                <th scope="row">
                  {measureLabels[effect.measure]}, {measureUnits[effect.measure]}
                </th>
                <td className={tableClasses.number}>{formatRough(effect.atA)}</td>
                <td className={tableClasses.number}>{formatRough(effect.atB)}</td>
                <td className={tableClasses.number}>{formatSignedRough(effect.effect)}</td>
                <td className={tableClasses.number}>{effectShare(effect)}</td>
                <td className={tableClasses.number}>
                  {formatSignedRough(effect.interval[0])} to {formatSignedRough(effect.interval[1])}
                </td>
                <td className={tableClasses.number}>{formatP(effect.pValue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.quiet}>
        {fileName}: {formatCountOf(days, 'day')}, {formatCountOf(pairs, 'complete pair')}
        {openRows > 0 ? `, ${formatCount(openRows)} rows still without units` : ''}. The p value is the share
        of all possible random assignments that give a difference at least as large; it needs no assumption
        about how sales vary. The sentence above is about {first.measure}; the table has the other measures.
      </p>
      <ChartFigure
        title="Differences of the pairs"
        variant="plain"
        height={260}
        sentence={differencesSentence(readOut)}
        aside={
          <ChartLegend
            entries={[
              { label: 'B - A of a pair', color: chartColors.orange, mark: 'bar' },
              { label: 'Mean', color: chartColors.blue },
              { label: '95 % interval', color: chartColors.band, mark: 'bar' },
            ]}
          />
        }
        data={() => ({
          columns: ['pair', 'first day', `B - A (${first.measure} a day, ${measureUnits[first.measure]})`],
          rows: differences.map(({ pair, day, difference }) => [pair, isoDate(day), difference]),
        })}
      >
        <DifferencesChart differences={differences} effect={first} />
      </ChartFigure>
    </section>
  );
}
