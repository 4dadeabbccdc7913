// Of the markets a file allows, the one that predicts held-out sales better is where an agent trains by default.
//
// Both are built from the first four fifths of each history and asked about the rest (hold-out.ts). What is compared is
// the error as a share of that of the better naive forecast, for the median product. A market that is no better than the
// naive forecasts is not the default while the other one is; where neither is, the demand market is, and it is said.

import { median } from '../statistics/summary.ts';
import type { HoldOut, ProductHoldOut } from './hold-out.ts';
import type { MarketKind } from './market.ts';

export interface DefaultMarket {
  readonly market: MarketKind;
  /** Why, to be read before training. */
  readonly sentence: string;
}

/** The default for the products of a file; those that were not checked have no say. */
export function defaultMarket(products: readonly { readonly holdOut?: ProductHoldOut }[]): DefaultMarket {
  const checked = products.flatMap(({ holdOut }) =>
    holdOut !== undefined && !('problem' in holdOut) && holdOut.demandMarket !== undefined ? [holdOut] : [],
  );
  const shares = {
    history: medianShare(checked, ({ carried }) => carried.meanAbsolute),
    demand: medianShare(checked, ({ demandMarket }) => demandMarket!.meanAbsolute),
  };
  if (!Number.isFinite(shares.history) || !Number.isFinite(shares.demand))
    return {
      market: 'demand',
      sentence:
        'How well either market predicts sales it has not seen could not be checked; the demand market is the default.',
    };
  const figures = (kind: MarketKind) => `${shares[kind].toFixed(2)} of the better naive forecast's`;
  const of = checked.length === 1 ? '' : ' for the median product';
  const market: MarketKind = shares.demand <= shares.history ? 'demand' : 'history';
  const other: MarketKind = market === 'demand' ? 'history' : 'demand';
  if (shares[market] >= 1)
    return {
      market: 'demand',
      sentence:
        `Neither market predicts held-out sales better than a naive forecast: the error of the demand market is ` +
        `${figures('demand')}${of}, that of the history market ${shares.history.toFixed(2)}. The demand market is the default.`,
    };
  const behind = shares[other] >= 1 ? `, which is no better than that forecast` : '';
  return {
    market,
    sentence:
      `The ${market} market predicts held-out sales better and is the default: its error is ${figures(market)}${of}, ` +
      `that of the ${other} market ${shares[other].toFixed(2)}${behind}.`,
  };
}

/** The error as a share of the smaller naive one, for the median product; NaN without any. */
function medianShare(checked: readonly HoldOut[], error: (one: HoldOut) => number): number {
  return median(
    checked.map((one) => error(one) / Math.min(one.sevenDayMean, one.noChange)).filter(Number.isFinite),
  );
}
