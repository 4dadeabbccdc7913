// The way from the price asked for to the recommended one as rows of a waterfall chart, and as a sentence. Pure.

import { switchedOff } from '../../../core/decisions/guardrails/guardrail.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { niceEnds, type AxisEnds } from '../../charts/nice-axis.ts';
import { formatMoney, lowerFirst, withSign } from '../../../core/text/format.ts';

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
const dust = 0.005;

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

/** The price axis' round ends: every price and today's, with room; at least a tenth of today's price wide. */
export function waterfallEnds(rows: readonly WaterfallRow[], currentPrice: number): AxisEnds {
  const prices = [currentPrice, ...rows.flatMap(({ span }) => span)];
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const width = Math.max((high - low) * 1.2, currentPrice / 10, 0.1);
  const middle = (low + high) / 2;
  return niceEnds(Math.max(0, middle - width / 2), middle + width / 2);
}

/** What the chart shows. */
export function waterfallSentence(suggestion: Suggestion): string {
  const { askedPrice, price, trail, bindingRule, currentPrice } = suggestion;
  const start = `Before the rules the price is ${formatMoney(askedPrice)}; today's is ${formatMoney(currentPrice)}.`;
  if (price === null) return `${start} The rules contradict each other, so no price satisfies them.`;
  const moved = trail.filter((step) => Math.abs(step.after - step.before) >= dust);
  if (moved.length === 0)
    return `${start} It already keeps every rule: ${formatMoney(price)} is recommended.`;
  const binding = trail.find((step) => step.rule === bindingRule);
  const bound = binding
    ? ` The binding rule is ${lowerFirst(binding.label)}.`
    : ' No rule but the ending moved it.';
  return (
    `${start} ${moved.length === 1 ? 'One rule' : `${moved.length} rules`} moved it: ` +
    `${moved.map((step) => `${lowerFirst(step.label)} ${withSign(step.after - step.before, formatMoney)}`).join(', ')}. ` +
    `${formatMoney(price)} is recommended.${bound}`
  );
}
