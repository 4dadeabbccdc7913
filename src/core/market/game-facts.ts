// What a person playing an episode is shown of it, day by day.

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
