// The one list of the kinds of market. Another one is a folder with a `<name>-kind.ts` and a line here.

import type { SettingValues } from '../parameter.ts';
import { demandKind } from './demand/demand-kind.ts';
import { historyKind } from './history/history-kind.ts';
import type { MarketKind } from './market-kind.ts';
import type { MarketSetup } from './market.ts';
import { memoryKind } from './memory/memory-kind.ts';
import { lowerFirst } from '../text/format.ts';
import { periodWord, type Period } from '../table/period-word.ts';
import type { HistoryProduct } from './run-product.ts';

export const listedMarkets = [historyKind, demandKind, memoryKind] as const;

export type MarketName = (typeof listedMarkets)[number]['name'];

const kinds: MarketKind[] = [];
let isSettled = false;

/**
 * Offers a kind after those there are; its computing side goes to `registerModel` of market-models.ts.
 *
 * @throws Error where its name or that of a group or parameter is taken, or where the kinds have been asked for: settings,
 * forms and presets are made of them once.
 */
export function registerMarket(kind: MarketKind): void {
  if (isSettled) throw new Error(`internal: the market "${kind.name}" comes after the settings were made`);
  const namesOf = ({ name, groups, parameters }: MarketKind) => [
    `market ${name}`,
    ...groups.map((group) => `group ${group.name}`),
    ...parameters.map((parameter) => `setting ${parameter.name}`),
  ];
  const known = new Set(kinds.flatMap(namesOf));
  const taken = namesOf(kind).find((name) => known.has(name));
  if (taken !== undefined) throw new Error(`internal: there is a ${taken} already`);
  kinds.push(kind);
}

for (const kind of listedMarkets) registerMarket(kind);

/** Every kind there is, in the order in which they are offered. */
export function marketKinds(): readonly MarketKind[] {
  isSettled = true;
  return kinds;
}

/** @throws Error where no kind has that name. */
export function kindNamed(name: string): MarketKind {
  const kind = kinds.find((each) => each.name === name);
  if (!kind)
    throw new Error(
      `There is no market "${name}"; known markets: ${kinds.map((each) => each.name).join(', ')}`,
    );
  return kind;
}

/** The kind of a setup, or of the market that a run's settings name. */
export function kindOf(subject: MarketSetup | SettingValues | { readonly market: string }): MarketKind {
  return kindNamed(String('kind' in subject ? subject.kind : subject.market));
}

/** `demand market`. */
export function titleOf({ label }: Pick<MarketKind, 'label'>): string {
  return lowerFirst(label);
}

/** `the demand market or the history market`, to choose from. */
export function titlesOf(some: readonly MarketKind[]): string {
  return some.map((kind) => `the ${titleOf(kind)}`).join(' or ');
}

/** What makes every market one of the file, or one that needs none. */
export function sourceSettings(source: 'ofFile' | 'withoutFile'): SettingValues {
  return Object.assign({}, ...kinds.map((kind) => kind.source?.[source])) as SettingValues;
}

/** Whether settings of `group` belong to a run in `market`: they are its own, or no market's. */
export function isOfMarket(group: string, market: string): boolean {
  const owner = kinds.find(({ groups }) => groups.some(({ name }) => name === group));
  return !owner || owner.name === market;
}

/** What a step of a market covers: in one that replays histories what their rows do, else a day. */
export function periodOfStep(setup: MarketSetup): Period {
  return periodWord(replayedHistories(setup)?.[0]?.history.daysPerRow ?? 1);
}

/** The histories that a market of `setup` replays; null where it replays none. */
export function replayedHistories(setup: MarketSetup): readonly HistoryProduct[] | null {
  return kindOf(setup).replay === null ? null : (setup.products as readonly HistoryProduct[]);
}
