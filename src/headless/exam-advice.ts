// From what the lab recommends to ways of pricing that the exam can play.

import { allowedPrices, settledPrice } from '../core/decisions/guardrails/apply-guardrails.ts';
import { gridFor } from '../core/decisions/guardrails/ending.ts';
import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { noMoves } from '../core/decisions/recent-days.ts';
import { scheduledPrice } from '../core/decisions/schedule-steps.ts';
import { ruledPrice } from '../core/decisions/stock-rule.ts';
import type { DemandMarketParameters } from '../core/market/demand/demand-parameters.ts';
import type { PriceCalendar, PriceCandidate } from '../core/decisions/recommendation.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { DemandSummary } from '../core/demand/demand-summary.ts';
import type { Advice, Way } from '../core/exam/judge.ts';
import type { DayPricer, ExamProduct } from '../core/exam/shop.ts';
import { demandPriceFromAction, writeDemandObservation } from '../core/market/demand/demand-model.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { ProductInfo } from '../core/table/dataset.ts';

/** What the road says of one product of the file. */
export interface AdvisedProduct {
  readonly info: ProductInfo;
  readonly suggestion: Suggestion;
  readonly demand: DemandSummary;
  /** The market that the lab made of it; null for a history market. */
  readonly market: DemandMarketParameters | null;
  readonly policy: Policy | null;
}

/** Of a product that the road says nothing about. */
export function keptAdvice({ currentPrice }: ExamProduct): Advice {
  return {
    recommended: { price: currentPrice, schedule: null, probability: null },
    candidates: [],
    elasticity: null,
  };
}

/** A price that stays is the shop's, even where the file's last one is older. */
export function adviceOf(product: ExamProduct, advised: AdvisedProduct): Advice {
  const { recommendation, price, verdict } = advised.suggestion;
  const { estimate, interval } = advised.demand;
  const chosen = recommendation.candidates.find(({ name }) => name === recommendation.candidate);
  const { market, policy } = advised;
  const schedule = market && policy ? scheduleOf(product, market, policy) : null;
  const wayOf = (candidate: PriceCandidate): Way => ({
    price: candidate.price,
    schedule: !candidate.isSchedule
      ? null
      : candidate.calendar
        ? calendarPricer(product, candidate.calendar)
        : schedule,
  });
  const moves = recommendation.action === 'change' && chosen !== undefined && price !== null;
  return {
    recommended: moves
      ? { ...wayOf(chosen), probability: recommendation.probability }
      : keptAdvice(product).recommended,
    candidates: recommendation.candidates
      .filter(({ name }, i, all) => name !== 'keep' && all.findIndex((one) => isSame(one, all[i]!)) === i)
      .map((candidate) => ({ ...wayOf(candidate), probability: candidate.probability })),
    elasticity: estimate === null || interval === null ? null : { estimate, interval, verdict },
  };
}

/** Two names for one price count once. */
function isSame(one: PriceCandidate, other: PriceCandidate): boolean {
  return one.isSchedule === other.isSchedule && Math.abs(one.price - other.price) < 0.005;
}

/** The calendar as it stands, or its rule by what is left of the stock. */
function calendarPricer(product: ExamProduct, { steps, stock }: PriceCalendar): DayPricer {
  if (!stock) return ({ day }) => scheduledPrice(steps, day);
  return ({ day, inventory, price }) => withinRules(product, ruledPrice(stock.rule, day, inventory), price);
}

/** `wish` within the exam's rules after `yesterday`'s price. */
function withinRules({ unitCost }: ExamProduct, wish: number, yesterday: number): number {
  const facts = { currentPrice: yesterday, unitCost, competitorPrice: null, ...noMoves };
  const { all } = defaultGuardrails;
  return settledPrice(wish, allowedPrices(facts, all), gridFor(all.ending, null)) ?? yesterday;
}

/** The policy day by day: it sees the shop through the market that the lab made of it, and keeps the guardrails. */
function scheduleOf(product: ExamProduct, market: DemandMarketParameters, policy: Policy): DayPricer {
  const { observationSize } = policy.architecture;
  const observation = new Float32Array(observationSize);
  return (state) => {
    writeDemandObservation(market, state, observationSize, observation, 0);
    const wish = demandPriceFromAction(market, state.price, policy.act(observation, 1)[0]!);
    return withinRules(product, wish, state.price);
  };
}
