// What a person playing an episode is shown of it, day by day, and what the others' episodes come to.

import type { MarketSetup } from './market.ts';

/** What a person playing chooses a day to be. */
export interface DayMode {
  readonly value: 'expected' | 'sampled';
  readonly label: string;
  /** What is to be known before; a sentence. */
  readonly note?: string;
}

/** Whether a day is what is expected of it, or drawn. */
export type GameMode = DayMode['value'];

/** Where an episode stands before the day's price is set. */
export interface GameMoment {
  /** 1 first. */
  readonly day: number;
  readonly lastDay: number;
  /** Days since 1970-01-01 of the day to price; null where the market has no calendar of its own. */
  readonly date: number | null;
  /** The prices this day allows, to the cent. */
  readonly lowest: number;
  readonly highest: number;
  /** Yesterday's price, and what was sold at it; null before the first day of a demand market. */
  readonly price: number;
  readonly units: number | null;
  /** Means of the last seven days; null in a demand market. */
  readonly week: { readonly price: number; readonly units: number } | null;
  /** Units left, and at the start; null in a market without stock. */
  readonly stock: number | null;
  readonly firstStock: number | null;
  readonly rivalPrice: number | null;
  /** Today's weekday and season factor, 1 is a usual day; null in a history market. */
  readonly demandIndex: number | null;
}

/** What came of one day. */
export interface GameDay {
  readonly day: number;
  readonly price: number;
  readonly units: number;
  /** Currency; null where no cost is known. */
  readonly profit: number | null;
  readonly reward: number;
  /** Units left after the day; null in a market without stock. */
  readonly stock: number | null;
}

/** A figure that a person playing knows beforehand. */
export interface KnownFigure {
  readonly label: string;
  readonly value: number;
  readonly quantity: 'money' | 'figure';
  /** Its standard error; absent: none. */
  readonly error?: number;
}

export type GamePlayerName = 'agent' | 'keepPrice' | 'bestFixedPrice' | 'optimum';

export interface GameAnswer {
  /** The market of the one product: what the person's own episode is made from. */
  readonly setup: MarketSetup;
  readonly productName: string;
  /** What a person knows of it beforehand. */
  readonly known: readonly KnownFigure[];
  readonly seed: number;
  readonly mode: GameMode;
  /** Whole episodes of the others, which a person's prices do not touch. */
  readonly players: readonly { readonly name: GamePlayerName; readonly days: readonly GameDay[] }[];
  /** Who does not play, and why, as sentences. */
  readonly missing: readonly string[];
  /** Market steps of training behind the agent; null where none plays. */
  readonly step: number | null;
  /** The elasticity is drawn anew for each episode; the optimum takes its estimate. */
  readonly atEstimate: boolean;
}

/** What an episode comes to, or came to up to a day. */
export interface GameTotal {
  readonly reward: number;
  /** Currency; null where no cost is known. */
  readonly profit: number | null;
}

/** The total of the first `count` days, or of all. */
export function totalOf(days: readonly GameDay[], count = days.length): GameTotal {
  let reward = 0;
  let profit: number | null = 0;
  for (const day of days.slice(0, count)) {
    reward += day.reward;
    profit = profit === null || day.profit === null ? null : profit + day.profit;
  }
  return { reward, profit };
}
