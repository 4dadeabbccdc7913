// Rows of a catalogue, priced by the million: the same recommendation on the same draws as in any other list, but no words,
// no trail and nothing kept of a row beyond the figures of its line.

import {
  demandPriceFromAction,
  firstDemandObservation,
  writeFirstObservation,
} from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import type { Policy } from '../policy/policy.ts';
import type { CostAssumptions } from '../table/assumed-cost.ts';
import { MarketCurve, marketNormals, suggestionDraws } from './demand-curve.ts';
import { applyGuardrails, heldPrice } from './guardrails/apply-guardrails.ts';
import type { GuardrailFacts } from './guardrails/guardrail.ts';
import { type GuardrailSet, type Guardrails, guardrailsFor } from './guardrails/guardrail-list.ts';
import { expectedAt } from './outlook.ts';
import type { PriceFigures } from './price-figures.ts';
import { marketEvidence, marketResponse, meanIndex, mostUnitsOf } from './product-to-price.ts';
import type { CatalogueRow } from './read-catalogue.ts';
import { recommend } from './recommend.ts';
import {
  leanedCost,
  type Lean,
  type ObjectiveName,
  type PriceCandidate,
  type Recommendation,
} from './recommendation.ts';
import { RowSeason } from './row-season.ts';
import { RowMarket, rowVerdict, withCosts } from './row-market.ts';

/** What a person chose about all rows. */
interface RowAdvice {
  readonly objective: ObjectiveName;
  readonly level: number;
  readonly lean: Lean | null;
  /** By product id. */
  readonly typedPrices: Readonly<Record<string, number>>;
  /** Of rows without one; null: they are priced without. */
  readonly costs: CostAssumptions | null;
}

export class RowPricer {
  private readonly policy: Policy;
  private readonly guardrails: Guardrails;
  private readonly advice: RowAdvice;
  private readonly market: RowMarket;
  /** Whether anything is told of one category or product: where not, no name is looked up a million times. */
  private readonly hasNarrower: boolean;
  private readonly hasTyped: boolean;
  /** Mean factor of the days: the same for every row. */
  private readonly index: number;
  /** Of the row that is priced. */
  private readonly season: RowSeason;

  /**
   * @param template - the market that the policy was trained in.
   * @throws Error in a sentence where it was trained in another kind of market.
   */
  constructor(policy: Policy, template: DemandMarketParameters, guardrails: Guardrails, advice: RowAdvice) {
    this.policy = policy;
    this.guardrails = guardrails;
    this.advice = advice;
    this.hasNarrower = hasAny(guardrails.categories) || hasAny(guardrails.products);
    this.hasTyped = hasAny(advice.typedPrices);
    this.market = new RowMarket(template);
    this.index = meanIndex(this.market.frame, template.days);
    this.season = new RowSeason(this.market.frame, { unitCost: 0, index: this.index, mostUnits: Infinity });
    const { observationSize } = policy.architecture;
    const { length } = firstDemandObservation(this.market.frame, observationSize);
    if (length !== observationSize)
      throw new Error(
        `The model expects ${observationSize} numbers a day and this market gives ${length}: it was trained in another kind of market`,
      );
  }

  /** In the order of `given`, which the policy is asked about all at once. */
  price(given: readonly CatalogueRow[]): PriceFigures[] {
    const all: PriceFigures[] = [];
    this.priceEach(given, (figures) => all.push(figures));
    return all;
  }

  /** The same one by one: of figures that are written and forgotten no two are in memory. */
  priceEach(given: readonly CatalogueRow[], visit: (figures: PriceFigures) => void): void {
    const rows = withCosts(given, this.advice.costs);
    const { observationSize, actionSize } = this.policy.architecture;
    const observations = new Float32Array(rows.length * observationSize);
    for (let i = 0; i < rows.length; i++)
      writeFirstObservation(this.market.of(rows[i]!), observationSize, observations, i * observationSize);
    const actions = this.policy.act(observations, rows.length);
    for (let i = 0; i < rows.length; i++) visit(this.priceRow(rows[i]!, actions[i * actionSize]!));
  }

  private priceRow(row: CatalogueRow, action: number): PriceFigures {
    const parameters = this.market.of(row);
    const { price: currentPrice, cost: unitCost, competitorPrice, moves } = row;
    const { changesLastWeek, daysSinceChange } = moves;
    const facts = { currentPrice, unitCost, competitorPrice, changesLastWeek, daysSinceChange };
    const set = this.setOf(row);
    if (!Number.isFinite(action))
      throw new Error(
        `The model gave no number for "${row.productName}"; train again or import an undamaged model`,
      );
    const policyPrice = demandPriceFromAction(parameters, currentPrice, action);
    const recommendation = this.recommended(row, parameters, facts, set, policyPrice);
    return figures(row, parameters, recommendation, facts, set, policyPrice);
  }

  private setOf({ productId: id, category }: CatalogueRow): GuardrailSet {
    return this.hasNarrower ? guardrailsFor(this.guardrails, { id, category }) : this.guardrails.all;
  }

  private recommended(
    { productId }: CatalogueRow,
    parameters: DemandMarketParameters,
    facts: GuardrailFacts,
    set: GuardrailSet,
    policyPrice: number,
  ): Recommendation {
    const { objective, level, lean, typedPrices } = this.advice;
    const known = objective === 'profit' ? facts.unitCost : 0;
    const unitCost = known === null ? null : leanedCost(known, facts.currentPrice, lean);
    if (unitCost !== null)
      this.season.become(parameters, { unitCost, index: this.index, mostUnits: mostUnitsOf(parameters) });
    const { elasticity, elasticityError, unitsPerDay, dispersion, daysPerRow } = marketResponse(parameters);
    const series = {
      season: unitCost === null ? null : this.season,
      draws: suggestionDraws,
      facts,
      set,
      evidence: marketEvidence(parameters),
      agent: { wish: policyPrice, policy: null },
      typed: this.hasTyped && Object.hasOwn(typedPrices, productId) ? typedPrices[productId]! : null,
      demand: {
        elasticity,
        elasticityError,
        unitsPerDay,
        dispersion,
        daysPerRow,
        noGround: null,
        test: null,
      },
    };
    return recommend(series, { objective, level, unitCost: unitCost ?? 0, lean, isRow: true });
  }
}

function hasAny(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length > 0;
}

/** A chosen price after the rules; what stays is today's, even between two cents or against a rule of endings. */
function figures(
  row: CatalogueRow,
  parameters: DemandMarketParameters,
  recommendation: Recommendation,
  facts: GuardrailFacts,
  set: GuardrailSet,
  policyPrice: number,
): PriceFigures {
  const { price: currentPrice, cost: unitCost } = row;
  const { action, objective, candidate, candidates, gainPerDay, gainPerYear, probability } = recommendation;
  const { wish } = candidateNamed(candidates, candidate)!;
  const held = heldPrice(wish, facts, set);
  const stays = action !== 'change';
  const price = held === null ? null : stays ? currentPrice : held.price;
  const agent = candidateNamed(candidates, 'agent');
  const curve = new MarketCurve(parameters, marketNormals);
  const terms = { unitCost, overheadPerDay: 0 };
  const unitsNow = curve.units(currentPrice);
  const then = price === null ? null : expectedAt(curve, price, terms, suggestionDraws);
  const ofProfit = then?.profit ?? null;
  return {
    productId: row.productId,
    productName: row.productName,
    category: row.category,
    currentPrice,
    price,
    action,
    objective,
    gainPerDay: gainPerDay.value,
    gainPerDayLow: gainPerDay.interval[0],
    gainPerDayHigh: gainPerDay.interval[1],
    gainPerYear: gainPerYear.value,
    confidence: stays || price === null ? null : probability,
    candidate,
    calendar: null,
    byStock: null,
    agentPrice: agent === null ? null : agent.price,
    policyPrice,
    agentGainPerDay: agent === null ? null : agent.gainPerDay.value,
    agentProbability: agent === null ? null : agent.probability,
    bindingRule: stays || held === null ? null : held.bindingRule,
    unitCost,
    assumedCost: null,
    unitsNow,
    units: then === null ? null : then.units.value,
    salesNow: unitsNow * currentPrice,
    sales: then === null ? null : then.revenue.value,
    profitNow: unitCost === null ? null : unitsNow * (currentPrice - unitCost),
    profit: ofProfit === null ? null : ofProfit.value,
    unitsLow: then === null ? null : then.units.interval[0],
    unitsHigh: then === null ? null : then.units.interval[1],
    profitLow: ofProfit === null ? null : ofProfit.interval[0],
    profitHigh: ofProfit === null ? null : ofProfit.interval[1],
    verdict: rowVerdict(row),
    expectedFrom: 'demandMarket',
    supportDays: 0,
    infeasible: held === null ? applyGuardrails(wish, facts, set).infeasible!.sentence : null,
  };
}

function candidateNamed(
  candidates: readonly PriceCandidate[],
  name: PriceCandidate['name'],
): PriceCandidate | null {
  for (const candidate of candidates) if (candidate.name === name) return candidate;
  return null;
}
