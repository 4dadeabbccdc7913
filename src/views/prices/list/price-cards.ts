// Counts above the table: how many prices go up, go down, need a look. Each is a filter of the table too. What a price
// gains or loses is counted in the objective's own currency.

import { boundRules } from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { changeShare, directionOf } from '../price-words.ts';

/** A change that a careful analyst looks at before it goes out. */
const largeChange = 0.2;
/** Prices nearer than this are the same. */
const halfCent = 0.005;

export interface PriceCard {
  readonly id: string;
  readonly label: string;
  /** What the card counts, for a tooltip and a screen reader. */
  readonly meaning: string;
  readonly tone: 'plain' | 'warn';
  readonly counts: (suggestion: Suggestion) => boolean;
}

export const priceCards = [
  {
    id: 'up',
    label: 'Up',
    meaning: 'The recommended price is above the current one.',
    tone: 'plain',
    counts: (suggestion) => directionOf(suggestion) === 'up',
  },
  {
    id: 'down',
    label: 'Down',
    meaning: 'The recommended price is below the current one.',
    tone: 'plain',
    counts: (suggestion) => directionOf(suggestion) === 'down',
  },
  {
    id: 'earnsLess',
    label: 'Expected to earn less',
    meaning: 'The recommended price is expected to earn less than today’s: your rules do not allow today’s.',
    tone: 'warn',
    counts: ({ recommendation, price }) => price !== null && recommendation.gainPerDay.value < 0,
  },
  {
    id: 'agentLoses',
    label: 'Agent would lose',
    meaning: 'The agent’s price is expected to earn less than today’s, so it is not recommended.',
    tone: 'plain',
    counts: ({ recommendation }) =>
      recommendation.candidates.some(({ name, gainPerDay }) => name === 'agent' && gainPerDay.value < 0),
  },
  {
    id: 'large',
    label: 'Over 20 %',
    meaning: 'The recommended price is more than 20 % away from the current one.',
    tone: 'warn',
    counts: (suggestion) =>
      Math.abs(changeShare(suggestion.currentPrice, suggestion.price) ?? 0) > largeChange + 1e-9,
  },
  {
    id: 'floor',
    label: 'At floor',
    meaning:
      'A floor holds the price up: the margin floor, the lowest price or the minimum advertised price.',
    tone: 'warn',
    counts: isAtFloor,
  },
  {
    id: 'infeasible',
    label: 'Infeasible',
    meaning: 'Two rules contradict each other, so there is no price.',
    tone: 'warn',
    counts: (suggestion) => suggestion.price === null,
  },
  {
    id: 'noCost',
    label: 'Cost missing',
    meaning: 'The unit cost is unknown, so there is no margin floor and no profit figure.',
    tone: 'warn',
    counts: (suggestion) => suggestion.unitCost === null,
  },
] as const satisfies readonly PriceCard[];

export type PriceCardId = (typeof priceCards)[number]['id'];

/** How many suggestions each card counts; a product can count on several. */
export function cardCounts(suggestions: readonly Suggestion[]): Readonly<Record<PriceCardId, number>> {
  const counts = Object.fromEntries(priceCards.map(({ id }) => [id, 0])) as Record<PriceCardId, number>;
  for (const suggestion of suggestions)
    for (const card of priceCards) if (card.counts(suggestion)) counts[card.id]++;
  return counts;
}

export function cardNamed(id: PriceCardId): PriceCard {
  return priceCards.find((card) => card.id === id)!;
}

const floors: ReadonlySet<string> = new Set(
  boundRules.filter((rule) => rule.isFloor).map((rule) => rule.name),
);

/** Whether the last rule that moved the price, its ending aside, is a floor that raised it. */
function isAtFloor({ price, trail }: Suggestion): boolean {
  if (price === null) return false;
  const last = trail.findLast(
    (step) => step.rule !== 'ending' && Math.abs(step.after - step.before) > halfCent,
  );
  return last !== undefined && floors.has(last.rule) && last.after > last.before;
}
