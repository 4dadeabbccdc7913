// What the rules did to a price, step by step.

import type { GuardrailName } from './guardrail-list.ts';

/** One rule's effect, in the order the rules act. */
export interface TrailStep {
  readonly rule: GuardrailName;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  /** What the rule did or did not do, in words. */
  readonly note: string;
}

/** The rule that does not allow a price, with its limit in words: `15 % above today's 10.00 is 11.50`. */
export interface ForbiddingRule {
  readonly rule: GuardrailName;
  readonly label: string;
  readonly limit: string;
}

/** Two rules that leave no price between them. */
export interface Infeasible {
  readonly rules: readonly [GuardrailName, GuardrailName];
  readonly sentence: string;
}
