// The one list of the kinds of market. Another one is a folder with a `kind.ts` and a line here.

import type { SettingValues } from '../run/parameter.ts';
import { demandKind } from './demand/kind.ts';
import { historyKind } from './history/kind.ts';
import type { MarketKind } from './market-kind.ts';
import type { MarketSetup } from './market.ts';
import type { HistoryProduct } from './run-product.ts';

export const listedMarkets = [historyKind, demandKind] as const;

export type MarketName = (typeof listedMarkets)[number]['name'];

const kinds: readonly MarketKind[] = listedMarkets;

/** Every kind there is, in the order in which they are offered. */
export function marketKinds(): readonly MarketKind[] {
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
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Whether settings of `group` belong to a run in `market`: they are its own, or no market's. */
export function isOfMarket(group: string, market: string): boolean {
  const owner = kinds.find(({ groups }) => groups.some(({ name }) => name === group));
  return !owner || owner.name === market;
}

/** The histories that a market of `setup` replays; null where it replays none. */
export function replayedHistories(setup: MarketSetup): readonly HistoryProduct[] | null {
  return kindOf(setup).replay === null ? null : (setup.products as readonly HistoryProduct[]);
}
