// A suggested price with its whole trail, as plain data: it travels in messages and stands in tables and exports.

import type { DemandVerdict } from '../demand/demand-summary.ts';
import type { SettlingExperiment } from '../demand/settling-experiment.ts';
import type { ExpectedDay } from '../market/expected-day.ts';
import type { Outlook } from './gain-estimate.ts';
import type { Infeasible, TrailStep } from './guardrails/trail.ts';
import type { GuardrailName } from './guardrails/guardrail-list.ts';
import type { RelationName } from './relations/relation-list.ts';
import type { Recommendation } from './recommendation.ts';

/** A relation between products that was kept, and what it costs. */
export interface HeldRelation {
  readonly kind: RelationName;
  readonly label: string;
  /** The same for all products of the relation. */
  readonly id: string;
  readonly title: string;
  /** Product ids. */
  readonly products: readonly string[];
  /** Its shadow price: what all prices together would bring more without it, currency of the objective a day; null where it does not bind. */
  readonly costPerDay: number | null;
}

export interface Suggestion {
  readonly productId: string;
  readonly productName: string;
  readonly category: string | null;
  /** What splits the product, such as `{ Store: 'North' }`, and its own key in the file; absent where nothing does. */
  readonly split?: { readonly key: string; readonly series: Readonly<Record<string, string>> };
  readonly currentPrice: number;
  /** What the policy asked for, before the rules; null where no agent was asked. */
  readonly policyPrice: number | null;
  /** What is advised, among what, and why. */
  readonly recommendation: Recommendation;
  /** The recommended price, today's where it stays; null where the rules contradict each other. */
  readonly price: number | null;
  /** What the recommended candidate asked for, before the rules. */
  readonly askedPrice: number;
  /** From `askedPrice` one step a rule; where the rules contradict each other it ends at the contradiction. */
  readonly trail: readonly TrailStep[];
  /** The last rule that moved the price, plain rounding to the cent aside; null where the asked price stands. */
  readonly bindingRule: GuardrailName | null;
  /** null where a price was found. */
  readonly infeasible: Infeasible | null;
  readonly unitCost: number | null;
  /** In words what the unit cost was assumed from, where the file has none; null else. */
  readonly assumedCost: string | null;
  /** The values of the outlooks, without their intervals. */
  readonly expectedAtCurrent: ExpectedDay;
  /** null where there is no price. */
  readonly expectedAtSuggested: ExpectedDay | null;
  readonly outlookAtCurrent: Outlook;
  /** null where there is no price. */
  readonly outlookAtSuggested: Outlook | null;
  /** Probability that the recommended price gains, 0 to 1; null where the price stays and where there is none. */
  readonly confidence: number | null;
  /** What `confidence` counts: the objective. */
  readonly confidenceIn: 'profit' | 'revenue';
  /** Whose demand curve it is: fitted to the product's own past, or a market's parameters alone. */
  readonly expectedFrom: 'demandFit' | 'demandMarket';
  /** Past days with a price within 5 % of the span of the suggested one. */
  readonly supportDays: number;
  readonly verdict: DemandVerdict;
  readonly verdictSentence: string;
  /** Where the verdict is `cannotTell`: the cheapest experiment that would settle it, if one would; else null. */
  readonly experiment: SettlingExperiment | null;
  /** The relations it stands in; absent where none. */
  readonly relations?: readonly HeldRelation[];
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}
