// The exam's results as tables of plain text.

import type { PooledElasticity, PooledOutcome, ScenarioResult } from '../core/exam/exam-result.ts';
import { formatPercent } from '../core/text/format.ts';
import { textTable } from './text-table.ts';

/** Values and harm, then what was stated against what was true. */
export function examTable(results: readonly ScenarioResult[]): string {
  const shops = results[0]?.shops ?? 0;
  return [
    `Value: share of the attainable extra profit that the advice truly brings, median of ${shops} shops (lowest).`,
    'Losing: share of the products moved that truly earn over 1 % less.',
    '',
    textTable(
      [
        'scenario',
        'value',
        'moved',
        'losing',
        'stated >= 0.9',
        'of them gain',
        'spreadsheet',
        'losing',
        'demand optimum',
        'losing',
        'schedules',
        'of the best schedule',
      ],
      results.map((result) => [
        result.scenario,
        valueOf(result.advice),
        `${result.advice.moved} of ${result.products}`,
        percent(result.advice.losingShare),
        String(result.sure),
        percent(result.sureGainingShare),
        valueOf(result.spreadsheet),
        percent(result.spreadsheet.losingShare),
        valueOf(result.demandOptimum),
        percent(result.demandOptimum.losingShare),
        String(result.schedules),
        percent(result.scheduleValue),
      ]),
    ),
    '',
    'Elasticity where the file was fitted, and where the verdict claims to know (answers or leans). Coverage of the 95 % interval.',
    '',
    textTable(
      ['scenario', 'bias', 'error', 'coverage', 'claims', 'bias', 'error', 'coverage', 'answers'],
      results.map((result) => [
        result.scenario,
        ...elasticityCells(result.elasticity),
        `${result.claimed.count} of ${result.products}`,
        ...elasticityCells(result.claimed),
        String(result.answers),
      ]),
    ),
    '',
    'Calibration: of the candidates stated at this probability of gain, the share that truly gain (their number).',
    '',
    textTable(
      ['scenario', ...(results[0]?.calibration.map(({ from, to }) => `${from} to ${to}`) ?? [])],
      results.map(({ scenario, calibration }) => [
        scenario,
        ...calibration.map(({ gaining, count, standardError }) =>
          gaining === null || standardError === null
            ? '-'
            : `${percent(gaining)} +- ${(100 * standardError).toFixed(0)} (${count})`,
        ),
      ]),
    ),
    ...results.flatMap(({ scenario, problems }) => problems.map((problem) => `\n${scenario}: ${problem}`)),
  ].join('\n');
}

function valueOf({ value, lowestValue }: PooledOutcome): string {
  return value === null || lowestValue === null ? '-' : `${percent(value)} (${percent(lowestValue)})`;
}

function elasticityCells({ bias, error, coverage }: PooledElasticity): string[] {
  return [signed(bias), error === null ? '-' : error.toFixed(2), percent(coverage)];
}

function signed(value: number | null): string {
  return value === null ? '-' : `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
}

function percent(share: number | null): string {
  return share === null ? '-' : formatPercent(share, 0);
}
