// Of the markets a file allows, the one that predicts held-out sales better is where an agent trains by default.
//
// Both are built from the first four fifths of each history and asked about the rest (hold-out.ts). What is compared is
// the error as a share of that of the better naive forecast, for the median product. A market that is no better than the
// naive forecasts is not the default while the other one is; where neither is, the demand market is, and it is said.

import { median } from '../statistics/summary.ts';
import type { HoldOut, ProductHoldOut } from './hold-out-figures.ts';
import { marketKinds, titleOf, type MarketName } from './kinds.ts';

export interface DefaultMarket {
  readonly market: MarketName;
  /** Why, to be read before training. */
  readonly sentence: string;
}

/** The default for the products of a file; those that were not checked have no say. */
export function defaultMarket(products: readonly { readonly holdOut?: ProductHoldOut }[]): DefaultMarket {
  const asked = marketKinds().filter((kind) => kind.forecast !== null);
  const errorsOf = (holdOut: HoldOut) => asked.map((kind) => kind.forecast!.error(holdOut));
  const checked = products.flatMap(({ holdOut }) =>
    holdOut !== undefined && !('problem' in holdOut) && !errorsOf(holdOut).includes(null) ? [holdOut] : [],
  );
  const ranked = asked
    .map((kind) => ({ kind, share: medianShare(checked, (one) => kind.forecast!.error(one)!) }))
    .sort((a, b) => a.share - b.share || Number(b.kind.forecast!.isUsual) - Number(a.kind.forecast!.isUsual));
  const usual = asked.find((kind) => kind.forecast!.isUsual)!;
  if (ranked.some(({ share }) => !Number.isFinite(share)))
    return {
      market: usual.name as MarketName,
      sentence: `How well either market predicts sales it has not seen could not be checked; the ${titleOf(usual)} is the default.`,
    };
  const figure = ({ share }: (typeof ranked)[number]) => share.toFixed(2);
  const of = checked.length === 1 ? '' : ' for the median product';
  const [best, ...others] = ranked as [(typeof ranked)[number], ...typeof ranked];
  if (best.share >= 1) {
    const first = ranked.find(({ kind }) => kind === usual)!;
    const rest = ranked.filter(({ kind }) => kind !== usual);
    return {
      market: usual.name as MarketName,
      sentence:
        `Neither market predicts held-out sales better than a naive forecast: the error of the ${titleOf(usual)} is ` +
        `${figure(first)} times that of the better naive forecast${of}, ${rest.map((one) => `that of the ${titleOf(one.kind)} ${figure(one)}`).join(', ')}. ` +
        `The ${titleOf(usual)} is the default.`,
    };
  }
  const behind = ({ share }: (typeof ranked)[number]) =>
    share >= 1 ? `, which is no better than that forecast` : '';
  return {
    market: best.kind.name as MarketName,
    sentence:
      `The ${titleOf(best.kind)} predicts held-out sales better and is the default: its error is ${figure(best)} times that of the better naive forecast${of}, ` +
      `${others.map((one) => `that of the ${titleOf(one.kind)} ${figure(one)}${behind(one)}`).join(', ')}.`,
  };
}

/** The error as a share of the smaller naive one, for the median product; NaN without any. */
function medianShare(checked: readonly HoldOut[], error: (one: HoldOut) => number): number {
  return median(
    checked.map((one) => error(one) / Math.min(one.sevenDayMean, one.noChange)).filter(Number.isFinite),
  );
}
