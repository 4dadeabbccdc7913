// The price tests of this file: where each stands, what it has shown, and whether that goes into the demand fit.

import { Button, Switch } from '@mantine/core';
import { useState } from 'react';

import { stageWords, testId, type PriceTest } from '../../core/experiments/price-test.ts';
import { dayOfMoment } from '../../core/table/day-numbers.ts';
import { formatMoney } from '../../core/text/format.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';
import classes from './experiments-section.module.css';

export function TestsPanel() {
  const tests = useLab((state) => state.priceTests);
  const chosen = useLab((state) => state.writtenPlan);
  const [today] = useState(() => dayOfMoment(Date.now()));
  if (tests.length === 0) return null;
  return (
    <Panel
      title="Tests"
      caption="Kept with this file between visits and in the project. A result that you use goes into the demand fit and updates the recommendation."
      flush
    >
      <div className={tableClasses.scroller} tabIndex={0} role="region" aria-label="Tests of this file">
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">Prices</th>
              <th scope="col">State</th>
              <th scope="col">Result so far</th>
              <th scope="col">In the fit</th>
              <th scope="col">
                <span className={classes.quiet}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <Row
                key={test.id}
                test={test}
                today={today}
                isChosen={chosen !== null && testId(chosen.design) === test.id}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Row({
  test,
  today,
  isChosen,
}: {
  readonly test: PriceTest;
  readonly today: number;
  readonly isChosen: boolean;
}) {
  const actions = useLab((state) => state.actions);
  const { id, design, outcome } = test;
  const { priceA, priceB, priceC, productName } = design;
  const prices = [priceA, priceB, ...(priceC === undefined ? [] : [priceC])];
  return (
    <tr aria-current={isChosen || undefined}>
      <th scope="row">{productName}</th>
      <td>{prices.map((price) => formatMoney(price)).join(' / ')}</td>
      <td>{stageWords(test, today)}</td>
      <td>{outcome === null ? 'No result read yet.' : outcome.sentence}</td>
      <td>
        {outcome?.evidence ? (
          <Switch
            aria-label={`Use the result of ${productName} in the demand fit`}
            label={evidenceWords(outcome.evidence)}
            checked={outcome.isUsed}
            onChange={(event) => actions.useTestResult(id, event.currentTarget.checked)}
          />
        ) : (
          '–'
        )}
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="default"
          disabled={isChosen}
          aria-label={`Read a result of ${productName}`}
          onClick={() => actions.chooseTest(id)}
        >
          {isChosen ? 'Chosen' : 'Choose'}
        </Button>{' '}
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Delete the test of ${productName}`}
          onClick={() => actions.forgetTest(id)}
        >
          Delete
        </Button>
      </td>
    </tr>
  );
}

/** `elasticity -1.8 ± 0.4` */
function evidenceWords({
  elasticity,
  standardError,
}: {
  readonly elasticity: number;
  readonly standardError: number;
}): string {
  return `elasticity ${elasticity.toFixed(1)} ± ${(1.96 * standardError).toFixed(1)}`;
}
