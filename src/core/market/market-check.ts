// What a hold-out lets one say of a history market, and of what did best in it.
//
// One function decides whether anything in a market may be called optimal; views, reports and exports take their words
// from here. A market that replays no histories is what its parameters say: it needs no such check.

import { z975 } from '../demand/verdict-limits.ts';
import { formatQuantity, formatRough, lowerFirst } from '../text/format.ts';
import { median } from '../statistics/summary.ts';
import { periodWord } from '../table/period-word.ts';
import type { HoldOut, MarketError, ProductHoldOut } from './hold-out-figures.ts';
import { kindNamed, kindOf, replayedHistories } from './kinds.ts';
import type { MarketSetup } from './market.ts';

/** The hold-outs of a market's products, as one statement. */
export type MarketCheck =
  | { readonly kind: 'none'; readonly problem: string }
  | { readonly kind: 'product'; readonly holdOut: HoldOut; readonly error: MarketError }
  | {
      readonly kind: 'products';
      readonly products: number;
      /** Of them, those with figures. */
      readonly checked: number;
      /** Of those, the ones whose market errs less than both simple predictions. */
      readonly beating: number;
      /** 95 % interval of that share. */
      readonly shareInterval: readonly [low: number, high: number];
      /** Median over products of the market's error as a share of each simple one's. */
      readonly ofSevenDayMean: number;
      readonly ofNoChange: number;
      readonly daysPerRow: number;
    };

export type MarketVerdict =
  | 'better'
  /** Better in the figures, but within what chance does. */
  | 'unclear'
  | 'noBetter'
  | 'unchecked';

/** `holdOuts` of the products of a market that carries units along the demand curve, or takes them as they are. */
export function marketCheck(
  holdOuts: readonly (ProductHoldOut | undefined)[],
  carryAlongDemandCurve: boolean,
): MarketCheck {
  const errorOf = (one: HoldOut) => (carryAlongDemandCurve ? one.carried : one.asTheyAre);
  const checked = holdOuts.filter((one): one is HoldOut => one !== undefined && !('problem' in one));
  if (checked.length === 0) return { kind: 'none', problem: whyNone(holdOuts) };
  const [first] = checked;
  if (holdOuts.length === 1) return { kind: 'product', holdOut: first!, error: errorOf(first!) };
  const beating = checked.filter((one) => one.priceMoved && (errorOf(one).gain ?? 0) > 0).length;
  const ratio = (simple: (one: HoldOut) => number) =>
    median(checked.filter((one) => simple(one) > 0).map((one) => errorOf(one).meanAbsolute / simple(one)));
  return {
    kind: 'products',
    products: holdOuts.length,
    checked: checked.length,
    beating,
    shareInterval: wilsonInterval(beating, checked.length),
    ofSevenDayMean: ratio((one) => one.sevenDayMean),
    ofNoChange: ratio((one) => one.noChange),
    daysPerRow: first!.daysPerRow,
  };
}

/** How well the market of `setup` predicts; null where it replays no histories. */
export function setupCheck(setup: MarketSetup): MarketCheck | null {
  const products = replayedHistories(setup);
  const { replay } = kindOf(setup);
  if (!products || !replay) return null;
  return marketCheck(
    products.map(({ holdOut }) => holdOut),
    replay.carriesUnits(replay.parametersOf(setup)),
  );
}

/** The same of one product alone; null too where it was not checked. */
export function productCheck(setup: MarketSetup, index: number): MarketCheck | null {
  const own = replayedHistories(setup)?.[index];
  return own?.holdOut ? setupCheck({ ...setup, products: [own] }) : null;
}

/**
 * Whether a market predicted held-out days better than naive forecasts; `unclear` where the 95 % interval of the gain reaches
 * 0.
 */
export function marketVerdict(check: MarketCheck): MarketVerdict {
  switch (check.kind) {
    case 'none':
      return 'unchecked';
    case 'product': {
      const { gain, gainInterval } = check.error;
      if (!check.holdOut.priceMoved || gain === null || gain <= 0) return 'noBetter';
      return gainInterval !== null && gainInterval[0] > 0 ? 'better' : 'unclear';
    }
    case 'products':
      if (check.beating <= check.checked / 2) return 'noBetter';
      return check.shareInterval[0] > 0.5 ? 'better' : 'unclear';
    default:
      return check satisfies never;
  }
}

/**
 * Whether what did best in a market may be called optimal or best: in one that is what its parameters say always, in one
 * that replays histories only where it is surely better at predicting sales than a seven-day mean and than no change. null: not checked.
 */
export function mayCallOptimal(market: string, check: MarketCheck | null): boolean {
  return kindNamed(market).replay === null || isProven(check);
}

/** Whether a market surely predicts better than both simple forecasts; null: not checked. */
export function isProven(check: MarketCheck | null): boolean {
  return check !== null && marketVerdict(check) === 'better';
}

/** What is called best, in words that the check allows. */
export interface Superlatives {
  /** `The best policy`, at the beginning of a sentence. */
  readonly policy: string;
  readonly evaluation: string;
  readonly fixedPrice: string;
  /** `best single`, beside a line of a chart. */
  readonly fixedLine: string;
}

/** The words for the highest that was found: "best" only where `mayCallOptimal` allows it. */
export function superlatives(allowed: boolean): Superlatives {
  return allowed
    ? {
        policy: 'The best policy',
        evaluation: 'Best score',
        fixedPrice: 'Best single price',
        fixedLine: 'best single',
      }
    : {
        policy: 'The policy with the highest return',
        evaluation: 'Highest score',
        fixedPrice: 'Top single price',
        fixedLine: 'top single',
      };
}

export const verdictLabels = {
  better: 'predicts better',
  unclear: 'unclear',
  noBetter: 'predicts no better',
  unchecked: 'not checked',
} as const satisfies Record<MarketVerdict, string>;

/** How well the market predicts, in one or two sentences with the three figures. */
function checkSentence(check: MarketCheck): string {
  switch (check.kind) {
    case 'none':
      return `How well this history market predicts sales is not known: ${lowerFirst(check.problem)}`;
    case 'product':
      return productSentence(check.holdOut, check.error, marketVerdict(check));
    case 'products':
      return productsSentence(check, marketVerdict(check));
    default:
      return check satisfies never;
  }
}

/** How well a history market predicts and, where it is not surely better than naive forecasts, to be careful or not to price from it. */
export function checkWords(check: MarketCheck): string {
  const refusal = refusals[marketVerdict(check)];
  return refusal === null ? checkSentence(check) : `${checkSentence(check)} ${refusal}`;
}

const refusals = {
  better: null,
  unclear: 'Treat its results with caution.',
  noBetter: 'Do not price from it.',
  unchecked: 'Treat its results with caution.',
} as const satisfies Record<MarketVerdict, string | null>;

function productSentence(holdOut: HoldOut, error: MarketError, verdict: MarketVerdict): string {
  const period = periodWord(holdOut.daysPerRow);
  const mean = sevenMean(period);
  const amount = (value: number) => salesAmount(holdOut, value);
  const figures =
    `On the last ${holdOut.rows} of ${holdOut.trainingRows + holdOut.rows} ${period}s, held out for this check, ` +
    `the history market missed a ${period}'s sales by ${amount(error.meanAbsolute)} on average, ` +
    `the ${mean} by ${amount(holdOut.sevenDayMean)} and a no-change forecast by ${amount(holdOut.noChange)}`;
  const rival = holdOut.sevenDayMean <= holdOut.noChange ? `the ${mean}` : 'a no-change forecast';
  const interval = error.gainInterval
    ? ` (95 % interval over blocks of rows: ${percent(error.gainInterval[0])} to ${percent(error.gainInterval[1])} %)`
    : ' (too few rows to compute an interval)';
  if (!holdOut.priceMoved)
    return `${figures}. The price never changed before, so this market has no response to price.`;
  switch (verdict) {
    case 'better':
      return `${figures}: ${percent(error.gain!)} % less than ${rival}${interval}.`;
    case 'unclear':
      return `${figures}: ${percent(error.gain!)} % less than ${rival}, which may be chance${interval}.`;
    case 'noBetter':
    case 'unchecked':
      return `${figures}: it predicts no better than ${rival}.`;
    default:
      return verdict satisfies never;
  }
}

function productsSentence(check: Extract<MarketCheck, { kind: 'products' }>, verdict: MarketVerdict): string {
  const { products, checked, beating, shareInterval } = check;
  const mean = sevenMean(periodWord(check.daysPerRow));
  const of =
    checked === products
      ? `of ${checked} products`
      : `of the ${checked} products that could be checked (of ${products})`;
  const figures =
    `On the held-out last fifth of each history, the history market predicted sales better than both ` +
    `the ${mean} and a no-change forecast for ${beating} ${of}${ratioWords(check)}.`;
  switch (verdict) {
    case 'better':
      return figures;
    case 'unclear':
      return `${figures} That majority may be chance (95 % interval of the share ${percent(shareInterval[0])} to ${percent(shareInterval[1])} %).`;
    case 'noBetter':
    case 'unchecked':
      return `${figures} For most products it predicts no better than the better of the two.`;
    default:
      return verdict satisfies never;
  }
}

/** Not to be had where sales never changed and the simple predictions never erred. */
function ratioWords({ ofSevenDayMean, ofNoChange }: Extract<MarketCheck, { kind: 'products' }>): string {
  if (!Number.isFinite(ofSevenDayMean) || !Number.isFinite(ofNoChange)) return '';
  return `; for the median product its error is ${ofSevenDayMean.toFixed(2)} times that of the first and ${ofNoChange.toFixed(2)} times that of the second`;
}

function whyNone(holdOuts: readonly (ProductHoldOut | undefined)[]): string {
  const problem = holdOuts.map((one) => one && 'problem' in one && one.problem).find((one) => one);
  if (!problem) return 'It was not checked.';
  return holdOuts.length === 1
    ? problem
    : `None of the ${holdOuts.length} products could be checked. ${problem}`;
}

/** `seven-day mean` of daily rows, `seven-week mean` of weekly ones. */
function sevenMean(period: string): string {
  return `seven-${period} mean`;
}

/** Sales as the file counts them: to the cent and to three figures, larger amounts roughly. */
function salesAmount({ salesMeaning }: HoldOut, value: number): string {
  return salesMeaning === 'money' ? formatRough(value) : `${formatQuantity(value)} units`;
}

function percent(share: number): string {
  return (100 * share).toFixed(0).replace(/^-0$/, '0');
}

/** 95 % interval of a share: Wilson, "Probable inference, the law of succession, and statistical inference", 1927. */
function wilsonInterval(hits: number, of: number): readonly [number, number] {
  const z2 = z975 ** 2;
  const middle = (hits + z2 / 2) / (of + z2);
  const reach = (z975 * Math.sqrt((hits * (of - hits)) / of + z2 / 4)) / (of + z2);
  return [middle - reach, middle + reach];
}
