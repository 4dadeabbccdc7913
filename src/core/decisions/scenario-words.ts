// Scenarios beside each other in words: the rows of their comparison. Pure.

import {
  priceDifferences,
  ruleDifferences,
  type Scenario,
  type ScenarioAdvice,
  type ScenarioPrice,
  type ScenarioResult,
} from './scenario.ts';
import type { Guardrails } from './guardrails/guardrail-list.ts';
import type { ListDifference } from './list-difference.ts';
import {
  formatChance,
  formatCount,
  formatMoney,
  formatPercent,
  formatSignedRough,
  roughInterval,
} from '../text/format.ts';

/** A kept scenario, or what stands now. */
export interface ScenarioColumn {
  /** null for what stands now. */
  readonly kept: string | null;
  readonly title: string;
  readonly guardrails: Guardrails;
  readonly advice: ScenarioAdvice;
  readonly result: ScenarioResult;
}

export interface ScenarioRow {
  readonly label: string;
  /** Of each column, in their order. */
  readonly words: readonly string[];
}

/** More products than this are a price list, not a comparison. */
const mostProducts = 8;

/** A kept scenario as a column of the comparison, by its own name. */
export function columnOf(scenario: Scenario): ScenarioColumn {
  return { ...scenario, kept: scenario.name, title: scenario.name };
}

/** What each brings: gain with its interval, and what is done about how many prices. */
export function totalRows(columns: readonly ScenarioColumn[]): readonly ScenarioRow[] {
  const row = (label: string, of: (column: ScenarioColumn) => string): ScenarioRow => ({
    label,
    words: columns.map(of),
  });
  const rows = [
    row('Gain a day', ({ result: { total } }) =>
      total.objective === null || total.changed === 0
        ? '0'
        : `${formatSignedRough(total.gainPerDay.value)} ${total.objective}`,
    ),
    row('95 % interval, each by itself', ({ result: { total } }) =>
      total.objective === null || total.changed === 0 ? '–' : roughInterval(total.gainPerDay),
    ),
    row('Gain a year', ({ result: { total } }) =>
      total.objective === null || total.changed === 0 ? '0' : formatSignedRough(total.gainPerYear.value),
    ),
    row('Prices to change', ({ result: { total } }) => formatCount(total.changed)),
    row('Test first', ({ result: { total } }) => formatCount(total.tests)),
    row('Keep', ({ result: { total } }) => formatCount(total.kept)),
  ];
  const impossible = row('Without a price', ({ result: { total } }) => formatCount(total.infeasible));
  return impossible.words.some((words) => words !== '0') ? [...rows, impossible] : rows;
}

/** How much more each earns than what stands now, valued on the same draws; none where they count in different things. */
export function differenceRows(
  columns: readonly ScenarioColumn[],
  differences: ReadonlyMap<string, ListDifference>,
  base = 'now',
): readonly ScenarioRow[] {
  const objectives = new Set(columns.map(({ result: { total } }) => total.objective));
  const of = (column: ScenarioColumn) => (column.kept === null ? undefined : differences.get(column.kept));
  const known = columns.flatMap((column) => of(column) ?? []);
  if (objectives.size > 1 || objectives.has(null) || known.length === 0) return [];
  const row = (label: string, words: (difference: ListDifference) => string): ScenarioRow => ({
    label,
    words: columns.map((column) => {
      const difference = of(column);
      if (!difference) return '–';
      return difference.products === 0 ? 'same prices' : words(difference);
    }),
  });
  const rows = [
    row(`More than ${base}, a day`, ({ perDay }) => formatSignedRough(perDay.value)),
    row('95 % interval of that', ({ perDay }) => roughInterval(perDay)),
    row('Chance that it earns more', ({ probability }) => formatChance(probability)),
  ];
  const unvalued = row('Products not counted there', (difference) => formatCount(difference.unvalued));
  return known.some((difference) => difference.unvalued > 0) ? [...rows, unvalued] : rows;
}

/** What was chosen otherwise: certainty, goal, typed prices and rules. */
export function choiceRows(columns: readonly ScenarioColumn[]): readonly ScenarioRow[] {
  const row = (label: string, of: (advice: ScenarioAdvice) => string): ScenarioRow => ({
    label,
    words: columns.map(({ advice }) => of(advice)),
  });
  const choices = [
    row('Level of certainty', ({ level }) => formatPercent(level, 0)),
    row('Gains in', ({ objective }) => (objective === 'auto' ? 'the run’s objective' : objective)),
    row('Leans to', ({ lean }) =>
      lean === null ? 'nothing' : `${lean.towards}, ${formatPercent(lean.weight, 0)}`,
    ),
    row('Most changes', ({ mostChanges }) => (mostChanges === null ? 'any' : formatCount(mostChanges))),
    row('Prices you typed', ({ typedPrices }) => formatCount(Object.keys(typedPrices).length)),
  ];
  const rules = ruleDifferences(columns.map(({ guardrails }) => guardrails));
  return [...choices.filter(({ words }) => new Set(words).size > 1), ...rules];
}

/** The products that the columns price most differently, and how many more there are. */
export function productRows(columns: readonly ScenarioColumn[]): {
  readonly rows: readonly ScenarioRow[];
  readonly more: number;
} {
  const differences = priceDifferences(columns.map(({ result }) => result));
  const rows = differences.slice(0, mostProducts).map(({ productName, prices }) => ({
    label: productName,
    words: prices.map(priceWords),
  }));
  return { rows, more: differences.length - rows.length };
}

/** `21.50 (+4.2)`, `keep 20.00` */
function priceWords(of: ScenarioPrice | null): string {
  if (of === null) return '–';
  const { price, currentPrice, gainPerDay } = of;
  if (price === null) return 'no price';
  if (price === currentPrice) return `keep ${formatMoney(price)}`;
  return `${formatMoney(price)} (${formatSignedRough(gainPerDay)})`;
}

/** `Bold gains most: +1,806 profit a day.`; where they count in different things, that. */
export function scenarioSentence(columns: readonly ScenarioColumn[]): string {
  const totals = columns.map(({ title, result: { total } }) => ({ title, total }));
  const objectives = new Set(totals.map(({ total }) => total.objective));
  if (objectives.size > 1 || objectives.has(null))
    return 'These count gains in different things: their gains cannot be compared.';
  const best = totals.reduce((a, b) => (b.total.gainPerDay.value > a.total.gainPerDay.value ? b : a));
  const isAlone =
    totals.filter(({ total }) => total.gainPerDay.value === best.total.gainPerDay.value).length === 1;
  if (!isAlone) return 'No one gains more than the others.';
  return `${best.title} gains most: ${formatSignedRough(best.total.gainPerDay.value)} ${best.total.objective} a day.`;
}
