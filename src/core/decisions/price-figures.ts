// The figures of one priced product, flat: what a line of a price list holds besides words.

import type { DemandVerdict } from '../demand/demand-summary.ts';
import { calendarCell, stockCell } from './calendar-rows.ts';
import type { GuardrailName } from './guardrails/guardrail-list.ts';
import type { CandidateName, ObjectiveName, RecommendedAction } from './recommendation.ts';
import type { Suggestion } from './suggestion.ts';

/** Prices, gains and profits in currency, units a day; null where a figure is unknown or there is none. */
export interface PriceFigures {
  readonly productId: string;
  readonly productName: string;
  readonly category: string | null;
  readonly currentPrice: number;
  readonly price: number | null;
  readonly action: RecommendedAction;
  readonly objective: ObjectiveName;
  readonly gainPerDay: number;
  readonly gainPerDayLow: number;
  readonly gainPerDayHigh: number;
  readonly gainPerYear: number;
  readonly confidence: number | null;
  readonly candidate: CandidateName;
  readonly calendar: string | null;
  readonly byStock: string | null;
  readonly agentPrice: number | null;
  /** What the agent asked for before the rules. */
  readonly policyPrice: number | null;
  readonly agentGainPerDay: number | null;
  readonly agentProbability: number | null;
  readonly bindingRule: GuardrailName | null;
  readonly unitCost: number | null;
  readonly assumedCost: string | null;
  readonly unitsNow: number;
  readonly units: number | null;
  readonly salesNow: number;
  readonly sales: number | null;
  readonly profitNow: number | null;
  readonly profit: number | null;
  readonly unitsLow: number | null;
  readonly unitsHigh: number | null;
  readonly profitLow: number | null;
  readonly profitHigh: number | null;
  readonly verdict: DemandVerdict;
  readonly expectedFrom: Suggestion['expectedFrom'];
  readonly supportDays: number;
  /** Why there is no price. */
  readonly infeasible: string | null;
}

/** The figures of a suggestion as a price list shows them, null where there is none. */
export function figuresOf(suggestion: Suggestion): PriceFigures {
  const { productId, productName, category, currentPrice, price, policyPrice, confidence } = suggestion;
  const { bindingRule, unitCost, assumedCost, verdict, expectedFrom, supportDays, infeasible } = suggestion;
  const {
    recommendation,
    expectedAtCurrent: now,
    expectedAtSuggested: then,
    outlookAtSuggested,
  } = suggestion;
  const { action, objective, gainPerDay, gainPerYear, candidate, candidates } = recommendation;
  const agent = candidates.find(({ name }) => name === 'agent');
  const [unitsLow, unitsHigh] = outlookAtSuggested?.units.interval ?? [null, null];
  const [profitLow, profitHigh] = outlookAtSuggested?.profit?.interval ?? [null, null];
  return {
    productId,
    productName,
    category,
    currentPrice,
    price,
    action,
    objective,
    gainPerDay: gainPerDay.value,
    gainPerDayLow: gainPerDay.interval[0],
    gainPerDayHigh: gainPerDay.interval[1],
    gainPerYear: gainPerYear.value,
    confidence,
    candidate,
    calendar: calendarCell(suggestion),
    byStock: stockCell(suggestion),
    agentPrice: agent?.price ?? null,
    policyPrice,
    agentGainPerDay: agent?.gainPerDay.value ?? null,
    agentProbability: agent?.probability ?? null,
    bindingRule,
    unitCost,
    assumedCost,
    unitsNow: now.units,
    units: then?.units ?? null,
    salesNow: now.sales,
    sales: then?.sales ?? null,
    profitNow: now.profit,
    profit: then?.profit ?? null,
    unitsLow,
    unitsHigh,
    profitLow,
    profitHigh,
    verdict,
    expectedFrom,
    supportDays,
    infeasible: infeasible?.sentence ?? null,
  };
}
