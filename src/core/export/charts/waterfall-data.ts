// The way from the price asked for to the recommended one, a row a rule: the figures of the waterfall chart.

import { switchedOff } from '../../decisions/guardrails/guardrail.ts';
import type { Suggestion } from '../../decisions/suggestion.ts';
import { formatMoney, withSign } from '../../text/format.ts';
import type { ChartData } from './chart-data.ts';

export interface WaterfallRow {
  readonly key: string;
  readonly label: string;
  readonly kind: 'policy' | 'rule' | 'final';
  /** Price before and after this row, in currency; the same where a rule left the price alone. */
  readonly before: number;
  readonly after: number;
  /** Both as one value of the chart: lower end, upper end. */
  readonly span: readonly [number, number];
  readonly binding: boolean;
  /** `+0.42`, `-1.00`, or nothing where the price stayed. */
  readonly change: string;
}

/** Less than half a cent is no move: it is the rounding to the cent. */
export const dust = 0.005;

/** The price asked for, each rule that is on, the recommended price. Without a price the last row is left out. */
export function waterfallRows({ askedPrice, price, trail, bindingRule }: Suggestion): WaterfallRow[] {
  const row = (
    key: string,
    label: string,
    kind: WaterfallRow['kind'],
    [before, after]: readonly [number, number],
    binding = false,
  ): WaterfallRow => ({
    key,
    label,
    kind,
    before,
    after,
    span: [Math.min(before, after), Math.max(before, after)],
    binding,
    change: Math.abs(after - before) < dust ? '' : withSign(after - before, formatMoney),
  });
  return [
    row('policy', 'Asked for', 'policy', [askedPrice, askedPrice]),
    ...trail
      .filter((step) => step.note !== switchedOff)
      .map((step) =>
        row(step.rule, step.label, 'rule', [step.before, step.after], step.rule === bindingRule),
      ),
    ...(price === null ? [] : [row('final', 'Recommended', 'final', [price, price])]),
  ];
}

/** The chart's figures as a table. */
export function waterfallData(rows: readonly WaterfallRow[]): ChartData {
  return {
    columns: ['stage', 'price before (currency)', 'price after (currency)', 'binding'],
    rows: rows.map(({ label, before, after, binding }) => [label, before, after, binding ? 'yes' : '']),
  };
}
