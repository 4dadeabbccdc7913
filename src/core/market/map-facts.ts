// What a policy map holds: figures, and the words of its market for them. Whoever shows it fills the figures in.

/** A state on the plane of the map, in the units of its axes. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** How a figure is written. */
export type Quantity = 'count' | 'money' | 'share' | 'figure' | 'day';

interface MapAxis {
  /** With its unit: `price of the day before (currency)`. */
  readonly label: string;
  /** Of several values: `days`. */
  readonly plural: string;
  readonly quantity: Quantity;
  /** A value as a place, `{}` for the figure: `on day {}`. */
  readonly place: string;
  /** Of shares: what the whole is, to write them as amounts too. */
  readonly whole?: { readonly amount: number; readonly unit: string };
}

/** A sentence with `{0}`, `{1}` for its figures. */
interface MapPhrase {
  readonly text: string;
  readonly figures: readonly { readonly value: number; readonly quantity: Quantity }[];
}

export interface PolicyMap {
  readonly productName: string;
  /** Centres of the columns, ascending, evenly spaced. [columns] */
  readonly x: readonly number[];
  /** Centres of the rows, ascending, evenly spaced. [rows] */
  readonly y: readonly number[];
  readonly axes: { readonly x: MapAxis; readonly y: MapAxis };
  /** Price asked in each cell, currency. [rows * columns], row by row */
  readonly prices: Float64Array;
  /** 1 where the state can come to pass, or lay near something that did; null where that is not known. */
  readonly reached: Uint8Array | null;
  /** Episodes played by the policy of the map, state by state. */
  readonly episodes: readonly (readonly MapPoint[])[];
  /** States of the past; empty where the market has none. */
  readonly dots: readonly MapPoint[];
  /** What its states are: `The {price} in {columns} days × {rows} levels of stock = {cells} states.` */
  readonly states: string;
  /** What is held still. */
  readonly held: MapPhrase;
  /** What lines, dots and hatching mean, after the count of lines. */
  readonly marks: string;
  /** Said of a cell that is not reached. */
  readonly unreached: string;
  /** Whether the market's kind has an optimum to stand beside it. */
  readonly isComparable: boolean;
  /** Where the price of the day before is held and can be chosen: between which, and what it is; currency. */
  readonly yesterday: {
    readonly lowest: number;
    readonly highest: number;
    readonly reference: number;
    readonly chosen: number;
  } | null;
}

/** What a map shows of a setup. */
export interface MapView {
  readonly product: number;
  /** What was charged the day before, currency; null: the market's own. Maps that do not hold it take no notice. */
  readonly yesterdayPrice: number | null;
}

/** A policy as a map asks it. */
export interface MapPolicy {
  readonly architecture: { readonly observationSize: number };
  /** The greedy actions for `count` observations. [count * actionSize] */
  act(observations: Float32Array, count: number): Float32Array;
}
