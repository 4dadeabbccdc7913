// What a schedule is: something the server does by itself, now and then.

import type { ServiceMetrics } from '../service-metrics.ts';
import type { Shop } from '../shop/served-shop.ts';

export interface Outcome {
  /** `nothing`: there was nothing to do. */
  readonly outcome: 'done' | 'nothing' | 'failed';
  readonly sentence: string;
}

export interface ScheduleContext {
  readonly shop: Shop;
  readonly metrics: ServiceMetrics;
  /** Where sales files are put; null: nowhere. */
  readonly salesFolder: string | null;
  /** Who promotes what a retraining proposes. */
  readonly promoter: 'person' | 'rule';
  /** Days in the market that a retraining takes; null: as the model's settings say. */
  readonly retrainSteps: number | null;
}

export interface ScheduleKind {
  readonly name: string;
  readonly meaning: string;
  /** @throws Error in a sentence where it failed; that stands in the log then. */
  readonly run: (context: ScheduleContext) => Promise<Outcome>;
}
