// How well markets made of a file's first four fifths predict the rest of it, as figures; `hold-out.ts` makes them.

import type { SalesMeaning } from '../table/dataset.ts';

/** How far a market's predictions are off. */
export interface MarketError {
  /** Mean absolute error in the unit of the sales column, a row. */
  readonly meanAbsolute: number;
  /** By what share that is below the smaller of the two simple errors; null where that one is 0. */
  readonly gain: number | null;
  /** Its 95 % interval: paired bootstrap over blocks of rows. null as well where there are too few of them. */
  readonly gainInterval: readonly [low: number, high: number] | null;
}

/** One product's market on rows it has not seen; errors are mean absolute errors of a row's sales. */
export interface HoldOut {
  /** Rows the market was built from, and rows it was asked about. */
  readonly trainingRows: number;
  readonly rows: number;
  readonly daysPerRow: number;
  readonly salesMeaning: SalesMeaning;
  /** Whether the price ever changed on the rows it was built from; where not, the market knows no response to price. */
  readonly priceMoved: boolean;
  readonly sevenDayMean: number;
  readonly noChange: number;
  /** The market that carries units along the demand curve. */
  readonly carried: MarketError;
  /** The market that takes past units as they are. */
  readonly asTheyAre: MarketError;
  /** Other markets made of the same rows, by the name of their kind; absent in files of before and where none was asked. */
  readonly others?: Readonly<Record<string, MarketError>>;
}

/** The figures, or in a sentence why there are none. */
export type ProductHoldOut = HoldOut | { readonly problem: string };
