// A suggested price with its whole trail, as plain data: it travels in messages and stands in tables and exports.

import type { ExpectedDay } from '../market/expected-day.ts';

export type GuardrailName = 'largestChange' | 'costFloor' | 'toTheCent';

export interface Guardrails {
  /** Largest move from the current price in percent; 0 switches the rule off. */
  readonly largestChangePercent: number;
  /** Smallest (price - cost) / price in percent, where the cost is known. */
  readonly minMarginPercent: number;
}

/** One rule's effect, in the order the rules act. */
export interface TrailStep {
  readonly rule: GuardrailName;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  /** What the rule did or did not do, in words. */
  readonly note: string;
}

export interface Suggestion {
  readonly productId: string;
  readonly productName: string;
  readonly category: string | null;
  readonly currentPrice: number;
  /** What the policy asked for, before the rules. */
  readonly policyPrice: number;
  /** The suggested price, or null where the rules contradict each other. */
  readonly price: number | null;
  readonly trail: readonly TrailStep[];
  /** The last rule that moved the price, rounding aside; null where the policy's price stands. */
  readonly bindingRule: GuardrailName | null;
  /** The two rules that contradict each other, in words; null where a price was found. */
  readonly infeasible: string | null;
  readonly unitCost: number | null;
  readonly expectedAtCurrent: ExpectedDay;
  /** null where there is no price. */
  readonly expectedAtSuggested: ExpectedDay | null;
  /** Where the expectation comes from, for the caption. */
  readonly expectedFrom: 'historyMarket' | 'demandMarket';
  /** Past days with a price within 5 % of the span of the suggested one. */
  readonly supportDays: number;
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}
