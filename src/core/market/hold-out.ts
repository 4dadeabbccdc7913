// How well a history market predicts sales it has not seen, beside two predictions that know nothing of prices.
//
// The market is built from the first four fifths of a product's rows alone: similar days, and the elasticity, fitted
// and pooled anew. Then it is asked row by row about the last fifth, at the price that was really charged, in expected
// mode, and its mean absolute error stands beside those of
//   the seven-day mean:  the mean of the sales of the seven rows before,
//   no change:           the sales of the row before.
//
// All three look one row ahead. The two simple ones know the true sales up to the row before. The market does not use
// them: its answer rests on the asked price and the days it was built from, and a policy is trained in it for weeks on
// end without a newer sale. Every other market that can be made of a file, such as a demand market calibrated on the same four
// fifths (level, elasticity, weekday and season), is asked about the same rows, so that they can be compared
// (`default-market.ts`). Where the level of sales has moved on since, that counts against it, as it should. Nothing
// of the last fifth enters the market's answer; the unit cost of a file is taken from all its rows and has no part in it.

import { runToEnd } from '../run-to-end.ts';
import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyPart } from '../demand/history-part.ts';
import { poolDemand } from '../demand/pool-demand.ts';
import { fileOptions, summarizeProductDemand } from '../demand/summarize-demand.ts';
import { trainingDays } from '../features/features.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { mean } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { trailingMean } from '../table/trailing-mean.ts';
import type { MarketError, ProductHoldOut } from './hold-out-figures.ts';
import { kindNamed } from './kinds.ts';
import type { Forecaster } from './market-model.ts';
import { marketModels } from './market-models.ts';

/** Fewer rows say too little. */
const fewestHeldOutRows = 7;
/**
 * Rows drawn together for the interval. A market that misses a level misses it for weeks, and the errors of two
 * seven-day means share rows up to six rows apart: neighbours' errors are no news of their own. Both count rows, not
 * days, so weekly and monthly rows have blocks of seven too; a daily block holds each weekday once.
 */
const rowsPerBlock = 7;
/** Of a larger catalogue so many products are checked, spread evenly over the file: each takes some 20 ms. */
const mostCheckedProducts = 500;

/** The products of a file, in its order. */
export function holdOutProducts(histories: readonly ProductHistory[]): readonly ProductHoldOut[] {
  return runToEnd(holdOutSteps(histories));
}

/** The same in parts, of at most `most` products: yields after every product the share that is done, 0 to 1. */
export function* holdOutSteps(
  histories: readonly ProductHistory[],
  most: number = mostCheckedProducts,
): Generator<number, readonly ProductHoldOut[]> {
  const chosen = spread(histories.length, most);
  const parts = chosen.map((i) => historyPart(histories[i]!, 0, trainingDays(histories[i]!.days.length)));
  const fitted = [];
  const options = fileOptions(parts);
  for (const [i, part] of parts.entries()) {
    fitted.push(summarizeProductDemand(part, options(i)));
    yield fitted.length / (2 * chosen.length);
  }
  const summaries = poolDemand(parts, fitted);
  const unchecked = {
    problem: `It was not checked: of ${histories.length} products ${chosen.length}, spread evenly over the file, were.`,
  };
  const results = histories.map((): ProductHoldOut => unchecked);
  for (const [k, i] of chosen.entries()) {
    results[i] = holdOut(histories[i]!, summaries[k]!.marketElasticity, summaries[k]);
    yield 0.5 + (k + 1) / (2 * chosen.length);
  }
  return results;
}

/** One product, given the elasticity that its first four fifths gave, and for the other markets all they said of demand. */
export function holdOut(
  history: ProductHistory,
  elasticity: number,
  summary?: DemandSummary,
): ProductHoldOut {
  const all = history.days.length;
  const trainingRows = trainingDays(all);
  if (all - trainingRows < fewestHeldOutRows)
    return {
      problem: `The last fifth of ${all} rows has ${all - trainingRows}, and ${fewestHeldOutRows} are needed to say how well the market predicts.`,
    };
  if (!history.sales.subarray(trainingRows).some((sales) => sales > 0))
    return {
      problem: `Nothing was sold in the last ${all - trainingRows} rows, so there is nothing to say how well the market predicts.`,
    };
  const past = historyPart(history, 0, trainingRows);
  const { sevenDayMean, noChange } = simpleErrors(history, trainingRows);
  const [meanOfSeven, meanOfLast] = [mean(sevenDayMean), mean(noChange)];
  const better = meanOfSeven <= meanOfLast ? sevenDayMean : noChange;
  const { replay, others } = forecasters();
  const error = (expected: ReturnType<Forecaster>) =>
    marketError(errorsOf(history, trainingRows, expected), better);
  return {
    trainingRows,
    rows: all - trainingRows,
    daysPerRow: history.daysPerRow,
    salesMeaning: history.salesMeaning,
    priceMoved: past.price.some((price) => Math.abs(price - past.price[0]!) >= 0.005),
    sevenDayMean: meanOfSeven,
    noChange: meanOfLast,
    carried: error(replay(past, elasticity)),
    asTheyAre: error(replay(past, 0)),
    ...(summary
      ? {
          others: Object.fromEntries(
            others.map(({ name, forecaster }) => [name, error(forecaster(past, elasticity, summary))]),
          ),
        }
      : {}),
  };
}

/** Absolute errors of the two simple predictions from row `from` on. [rows - from] each */
function simpleErrors(
  { sales }: ProductHistory,
  from: number,
): { readonly sevenDayMean: number[]; readonly noChange: number[] } {
  const rows = Array.from({ length: sales.length - from }, (_, i) => from + i);
  return {
    sevenDayMean: rows.map((t) => Math.abs(trailingMean(sales, t - 1) - sales[t]!)),
    noChange: rows.map((t) => Math.abs(sales[t - 1]! - sales[t]!)),
  };
}

/** Absolute errors of what `expected` says of the rows of `history` from row `from` on. [rows - from] */
function errorsOf(history: ProductHistory, from: number, expected: ReturnType<Forecaster>): number[] {
  const { sales } = history;
  return Array.from({ length: sales.length - from }, (_, i) =>
    Math.abs(expected(history, from + i) - sales[from + i]!),
  );
}

/** The forecasters of the kind that replays histories, and of the others by name. */
function forecasters() {
  const all = [...marketModels()].flatMap(([name, { forecaster }]) =>
    forecaster ? [{ name, forecaster }] : [],
  );
  const isReplay = ({ name }: { readonly name: string }) => kindNamed(name).replay !== null;
  return { replay: all.find(isReplay)!.forecaster, others: all.filter((one) => !isReplay(one)) };
}

function marketError(errors: readonly number[], simple: readonly number[]): MarketError {
  const meanAbsolute = mean(errors);
  const scale = mean(simple);
  if (scale === 0) return { meanAbsolute, gain: null, gainInterval: null };
  const interval = pairedBootstrap(errors, simple, gainOver, { block: rowsPerBlock });
  return {
    meanAbsolute,
    gain: 1 - meanAbsolute / scale,
    // No market errs by less than nothing.
    gainInterval: interval && [interval.low, Math.min(1, interval.high)],
  };
}

/** The share by which `market` lies below `other`; where that is 0, a market that errs is wholly worse. */
function gainOver(market: number, other: number): number {
  if (other > 0) return 1 - market / other;
  return market > 0 ? -1 : 0;
}

/** At most `most` of the indices below `count`, at even distances. */
function spread(count: number, most: number): number[] {
  const chosen = Math.min(count, most);
  return Array.from({ length: chosen }, (_, k) => Math.floor((k * count) / chosen));
}
