import { describe, expect, test } from 'vitest';

import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import type { HoldOut } from '../market/hold-out-figures.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { MarketSetup } from '../market/market.ts';
import type { HistorySetup } from '../market/history/history-setup.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import type { Policy } from '../policy/policy.ts';
import { railsOf } from './guardrails/guardrails-fixture.ts';
import { pricedTogether } from './priced-parts.ts';
import { suggestPrice, suggestPrices, suggestPricesAt } from './suggest-price.ts';

const usual = railsOf({ largestChangePercent: 15, minMarginPercent: 5 });
const off = railsOf({ largestChangePercent: null, minMarginPercent: null });

/** A policy that always takes one action and remembers what it saw. */
function constantPolicy(action: number, observationSize: number) {
  const seen: Float32Array[] = [];
  const policy: Policy = {
    architecture: {
      agent: 'ddpg',
      observationSize,
      actionSize: 1,
      hidden: [4, 4],
      inputNorm: false,
      layerNorm: false,
      layerNormEpsilon: 1e-5,
      logStdRange: [-5, 2],
    },
    weights: {},
    act: (observations, count) => {
      seen.push(Float32Array.from(observations));
      return new Float32Array(count).fill(action);
    },
    explore: (_, count) => new Float32Array(count).fill(action),
  };
  return { policy, seen };
}

const prices = [10, 11, 12, 13, 14];
const history = historyFixture({
  id: 'Tea',
  price: Array.from({ length: 60 }, (_, t) => prices[t % 5]!),
  units: Array.from({ length: 60 }, (_, t) => 30 - 2 * (t % 5)),
  unitCost: 6,
});
/** 22 units at today's 14.00, elasticity -1 give or take 0.2, the level known to 5 %. */
const demand: DemandSummary = {
  ...summarizeProductDemand(history),
  marketElasticity: -1,
  marketElasticityError: 0.2,
  referencePrice: 14,
  baseUnits: 22,
  level: { slope: 0, standardError: 0.05 },
  verdict: 'answers',
  sentence: 'A price 1 % higher costs about 1.0 % of units.',
  experiment: null,
};
const historySetup: HistorySetup = {
  kind: 'history',
  products: [{ history, elasticity: -1, demand }],
  parameters: {
    objective: 'weightedParts',
    salesWeight: 0.4,
    priceWeight: 0.3,
    organicConversionWeight: 0.15,
    adConversionWeight: 0.15,
    explorationBonus: 0.3,
    salesDropPenalty: 0.5,
    episodeSteps: 30,
    carryAlongDemandCurve: true,
  },
};
const demandSetup: MarketSetup = {
  kind: 'demand',
  products: [{ name: 'reference', parameters: referenceMarket }],
};

describe('suggestPricesAt', () => {
  /** A product of the category "teas" whose sales respond to the other's price where that is told. */
  const tied = (id: string, other: string, isTold: boolean) => ({
    history: { ...history, product: { ...history.product, id, name: id, category: 'teas' } },
    elasticity: -1,
    demand: {
      ...demand,
      found: { category: { coefficient: 0.6, standardError: 0.05, isTold, shares: { [other]: 1 } } },
    } as unknown as DemandSummary,
  });
  const shop = (isTold: boolean): HistorySetup => ({
    ...historySetup,
    products: [
      tied('green', 'black', isTold),
      { ...historySetup.products[0]! },
      tied('black', 'green', isTold),
    ],
  });

  test('products that take sales from each other are priced together, and alone they would be priced otherwise', () => {
    const setup = shop(true);
    expect(pricedTogether(setup, [], usual)).toEqual([[0, 2], [1]]);
    const all = suggestPrices(null, setup, [], usual);
    expect(suggestPricesAt(null, setup, [0, 2], [], usual)).toEqual([all[0], all[2]]);
    expect(suggestPricesAt(null, setup, [1], [], usual)).toEqual([all[1]]);
    expect(all[0]!.recommendation.joint).not.toBeNull();
    expect(suggestPricesAt(null, setup, [0], [], usual)).not.toEqual([all[0]]);
  });

  test('without a told cross effect every product is alone and priced as among all', () => {
    const setup = shop(false);
    expect(pricedTogether(setup, [], usual)).toEqual([[0], [2], [1]]);
    const all = suggestPrices(null, setup, [], usual);
    for (const i of [0, 1, 2]) expect(suggestPricesAt(null, setup, [i], [], usual)).toEqual([all[i]]);
  });
});

describe('suggestPrices', () => {
  test('a history market: the policy sees the last week, and the evidence decides', () => {
    const { policy, seen } = constantPolicy(1, 98);
    const [suggestion] = suggestPrices(policy, historySetup, [], usual);
    expect(seen[0]).toHaveLength(98);
    // Past prices 10 to 14 widened by 0.4: the policy asks for 14.4. At elasticity -1 a higher price always earns more:
    // the curve's optimum is the end of what is searched, 20 % above the highest past price, and 15 % may be moved.
    expect(suggestion).toMatchObject({
      productId: 'Tea',
      currentPrice: 14,
      policyPrice: 14.4,
      askedPrice: 16.8,
      price: 16.1,
      bindingRule: 'largestChange',
      expectedFrom: 'demandFit',
      unitCost: 6,
      confidenceIn: 'profit',
      recommendation: { action: 'change', candidate: 'demandOptimum', objective: 'profit', level: 0.7 },
    });
    const { candidates, gainPerDay, gainPerYear, probability } = suggestion!.recommendation;
    expect(candidates.map(({ name, price }) => [name, price])).toEqual([
      ['keep', 14],
      ['demandOptimum', 16.1],
      ['agent', 14.4],
    ]);
    // 22 units carried to 16.1 at elasticity -1 are 19.13, and 10.10 each is 193.2 of profit instead of 176.
    expect(gainPerDay.value).toBeGreaterThan(16);
    expect(gainPerDay.value).toBeLessThan(19);
    expect(gainPerDay.interval[0]).toBeLessThan(gainPerDay.value);
    expect(gainPerYear.value).toBeCloseTo(365 * gainPerDay.value, 9);
    // Profit rises where the elasticity lies above -1.67: more than three errors away from -1.
    expect(probability).toBeGreaterThan(0.98);
    expect(suggestion!.confidence).toBe(probability);
    expect(suggestion!.expectedAtCurrent).toMatchObject({ price: 14, units: 22, sales: 308, profit: 176 });
    expect(suggestion!.expectedAtSuggested!.units).toBeCloseTo((22 * 14) / 16.1, 9);
    expect(suggestion!.reasons[0]).toMatch(/^Change 14\.00 to 16\.10: \+1\d\.\d\d profit a day/);
    expect(suggestion!.reasons[1]).toBe("Largest change: Held at 16.10: 15 % above today's 14.00 is 16.10.");
    expect(suggestion!.reasons[3]).toMatch(/^The agent's price 14\.40 is expected to bring \+\d/);
    expect(suggestion!.reasons.at(-1)).toBe(demand.sentence);
    expect(suggestion!.warnings).toEqual(['16.10 was never tried: past prices went from 10.00 to 14.00.']);
  });

  test('a price of the agent that would lose is shown with its value and never recommended', () => {
    const { policy } = constantPolicy(-1, 98);
    const suggestion = suggestPrice(policy, historySetup, 0, null, usual);
    expect(suggestion.price).toBe(16.1);
    const agent = suggestion.recommendation.candidates.find(({ name }) => name === 'agent')!;
    // 22 * 14 / 11.9 = 25.9 units of 5.90 are 153 of profit, not 176; elasticity -1 give or take 0.2 leaves no doubt
    expect([agent.price, agent.probability]).toEqual([11.9, 0]);
    expect(agent.gainPerDay.value).toBeLessThan(-20);
    expect(
      suggestion.reasons.some((reason) => /agent's price 11\.90 .* not recommended\.$/.test(reason)),
    ).toBe(true);
  });

  test('without an agent the same recommendation, and nobody is asked', () => {
    const asked = suggestPrice(constantPolicy(-1, 98).policy, historySetup, 0, null, usual);
    const alone = suggestPrice(null, historySetup, 0, null, usual);
    expect(alone.policyPrice).toBeNull();
    expect(alone.recommendation.candidates.map(({ name }) => name)).toEqual(['keep', 'demandOptimum']);
    expect([alone.price, alone.confidence]).toEqual([asked.price, asked.confidence]);
  });

  test('below the level today’s price stays: the rules and the trail have nothing to do', () => {
    // Elasticity -1.75 give or take 1: profit at 14.00 with cost 6.00 is highest at -14 / 8 = -1.75, today's price.
    const flat = {
      ...demand,
      marketElasticity: -1.75,
      marketElasticityError: 1,
      level: { slope: 0, standardError: 0 },
    };
    const setup = { ...historySetup, products: [{ history, elasticity: -1.75, demand: flat }] };
    const suggestion = suggestPrice(constantPolicy(1, 98).policy, setup, 0, null, usual, { level: 0.9 });
    expect(suggestion).toMatchObject({ price: 14, trail: [], bindingRule: null, confidence: null });
    expect(suggestion.recommendation).toMatchObject({ candidate: 'keep', probability: 0 });
    expect(suggestion.recommendation.gainPerDay).toEqual({ value: 0, interval: [0, 0] });
    expect(['keep', 'test']).toContain(suggestion.recommendation.action);
    expect(suggestion.recommendation.sentence).toContain('below your level of 90 %');
  });

  test('a typed price is one candidate more', () => {
    const options = { typedPrices: { Tea: 15 } };
    const { recommendation } = suggestPrice(null, historySetup, 0, null, usual, options);
    const typed = recommendation.candidates.find(({ name }) => name === 'typed')!;
    expect(typed.price).toBe(15);
    expect(typed.gainPerDay.value).toBeGreaterThan(0);
    expect(recommendation.candidate).toBe('demandOptimum');
  });

  test('revenue counts where it is chosen, and where the costs are unknown', () => {
    const chosen = suggestPrice(null, historySetup, 0, null, usual, { objective: 'revenue' });
    expect(chosen.recommendation.objective).toBe('revenue');
    const costless = { ...history, unitCost: null, has: { ...history.has, profit: false } };
    const setup = { ...historySetup, products: [{ history: costless, elasticity: -1, demand }] };
    expect(suggestPrice(null, setup, 0, null, usual).recommendation.objective).toBe('revenue');
    const forced = suggestPrice(null, setup, 0, null, usual, { objective: 'profit' });
    expect([forced.recommendation.action, forced.price]).toEqual(['keep', 14]);
    expect(forced.recommendation.sentence).toContain('the unit cost is unknown');
  });

  test('a rule that does not allow today’s price moves it, and says so', () => {
    const { recommendation, price } = suggestPrice(null, historySetup, 0, null, railsOf({ maxPrice: 13 }));
    expect([price, recommendation.isForced, recommendation.action]).toEqual([13, true, 'change']);
    expect(recommendation.sentence).toMatch(
      /^Your rule "price range" does not allow today's price: the highest price is 13\.00\. /,
    );
  });

  test('where more was sold at higher prices the draws are the usual ones, and a warning says so', () => {
    const rising = historyFixture({
      id: 'Tea',
      price: Array.from({ length: 200 }, (_, t) => prices[t % 5]!),
      units: Array.from({ length: 200 }, (_, t) => 30 + 6 * (t % 5) + (t % 3)),
      unitCost: 6,
    });
    const setup = { ...historySetup, products: [{ history: rising, elasticity: -1.5 }] };
    const suggestion = suggestPrice(constantPolicy(1, 98).policy, setup, 0, null, usual);
    expect(suggestion.verdict).toBe('suspicious');
    const agent = suggestion.recommendation.candidates.find(({ name }) => name === 'agent')!;
    // From 14.00 to 14.40 profit rises above an elasticity of -1.7: 58 in 100 of N(-1.5, 1) lie there
    expect(agent.probability).toBeGreaterThan(0.5);
    expect(agent.probability).toBeLessThan(0.66);
    expect(suggestion.price).toBe(14);
    expect(suggestion.recommendation.action).not.toBe('change');
    expect(suggestion.recommendation.sentence).toContain(
      'something else may have moved together with its price',
    );
    expect(suggestion.warnings[0]).toBe(
      'More was sold at higher prices, which cannot be a response to price: intervals and chances rest on the usual ' +
        "elasticity of -1.5 ± 1, not on this product's past.",
    );
  });

  test('how well its history market predicts is a reason where it is better, and else a warning', () => {
    const holdOutOf = (meanAbsolute: number, gainInterval: readonly [number, number]): HoldOut => {
      const error = { meanAbsolute, gain: 1 - meanAbsolute / 10, gainInterval };
      return {
        trainingRows: 80,
        rows: 20,
        daysPerRow: 1,
        salesMeaning: 'money',
        priceMoved: true,
        sevenDayMean: 10,
        noChange: 12,
        carried: error,
        asTheyAre: error,
      };
    };
    const { policy } = constantPolicy(0, 98);
    const suggested = (holdOut: HoldOut) =>
      suggestPrice(
        policy,
        { ...historySetup, products: [{ history, elasticity: -1, demand, holdOut }] },
        0,
        null,
        usual,
      );
    const plain = suggestPrice(policy, historySetup, 0, null, usual);
    const better = suggested(holdOutOf(8, [0.1, 0.3]));
    expect(better.reasons.slice(0, -1)).toEqual(plain.reasons);
    expect(better.reasons.at(-1)).toContain(
      "missed a day's sales by 8.00 on average, the seven-day mean by 10.00",
    );
    expect(better.warnings).toEqual(plain.warnings);
    const worse = suggested(holdOutOf(11, [-0.4, 0.2]));
    expect(worse.reasons).toEqual(plain.reasons);
    expect(worse.warnings.at(-1)).toMatch(
      /it predicts no better than the seven-day mean\. Do not price from it\.$/,
    );
    expect(worse.price).toBe(plain.price);
  });

  test('rules that contradict each other: no price, no expectation, both rules in the reasons', () => {
    const { policy } = constantPolicy(0, 98);
    const suggestion = suggestPrice(
      policy,
      historySetup,
      0,
      null,
      railsOf({ largestChangePercent: 5, minMarginPercent: 80 }),
    );
    expect([suggestion.price, suggestion.expectedAtSuggested]).toEqual([null, null]);
    expect(suggestion.reasons[0]).toContain('Largest change and margin floor contradict each other');
  });

  test('what the data cannot tell is said, with the experiment that would settle it', () => {
    const experiment = {
      price: 12,
      secondPrice: null,
      days: 28,
      expectedCost: 40,
      costIn: 'profit' as const,
      sentence: 'Charge 12.00 for 28 days.',
    };
    const open = { ...demand, verdict: 'cannotTell' as const, sentence: 'Only 2 prices.', experiment };
    const setupOf = (known: DemandSummary) => ({
      ...historySetup,
      products: [{ history, elasticity: -1, demand: known }],
    });
    const { policy } = constantPolicy(1, 98);
    const told = suggestPrice(policy, setupOf(open), 0, null, usual);
    expect(told.reasons.slice(-2)).toEqual(['Only 2 prices.', 'Charge 12.00 for 28 days.']);
    expect(told.experiment).toEqual(experiment);
    const leans = suggestPrice(policy, setupOf({ ...open, verdict: 'leans' }), 0, null, usual);
    expect(leans.experiment).toBeNull();
    expect(leans.reasons).not.toContain('Charge 12.00 for 28 days.');
  });

  test('accepted changes count with those of the file', () => {
    const rails = railsOf({ maxChangesPerWeek: 8 });
    const { policy } = constantPolicy(0.5, 98);
    // The price of this file changes every day: seven times in the last week.
    const free = suggestPrices(policy, historySetup, [], rails)[0]!;
    expect(free.price).not.toBe(14);
    const held = suggestPrices(policy, historySetup, [], rails, {
      acceptedChanges: { Tea: { changesLastWeek: 1, daysSinceChange: 0 } },
    })[0]!;
    expect([held.price, held.recommendation.action]).toEqual([14, 'keep']);
  });

  test('a price rests after a change of its file, and after one accepted since', () => {
    const { policy } = constantPolicy(0.5, 98);
    // The price of this file changed on its last day.
    const held = suggestPrices(policy, historySetup, [], railsOf({ restDays: 2 }))[0]!;
    expect([held.price, held.recommendation.action]).toEqual([14, 'keep']);
    const rested = railsOf({ restDays: 1 });
    expect(suggestPrices(policy, historySetup, [], rested)[0]!.price).not.toBe(14);
    const accepted = { Tea: { changesLastWeek: 1, daysSinceChange: 0 } };
    expect(suggestPrices(policy, historySetup, [], rested, { acceptedChanges: accepted })[0]!.price).toBe(14);
  });

  test('guardrails of its category hold for a product, and its own before those', () => {
    const { policy } = constantPolicy(-1, 98);
    const setup = {
      ...historySetup,
      products: [
        { history: { ...history, product: { ...history.product, category: 'hot' } }, elasticity: -1, demand },
      ],
    };
    const ofCategory = { ...usual, categories: { hot: { maxPrice: 15 } } };
    expect(suggestPrice(policy, setup, 0, null, ofCategory).price).toBe(15);
    const ofProduct = { ...ofCategory, products: { Tea: { maxPrice: 14.5 } } };
    expect(suggestPrice(policy, setup, 0, null, ofProduct).price).toBe(14.5);
  });

  test('an unknown cost is said', () => {
    const { policy } = constantPolicy(0, 98);
    const setup = {
      ...historySetup,
      products: [
        { history: { ...history, unitCost: null, has: { ...history.has, profit: false } }, elasticity: -1 },
      ],
    };
    const suggestion = suggestPrice(policy, setup, 0, null, usual);
    expect(suggestion.expectedAtSuggested!.profit).toBeNull();
    expect(suggestion.warnings[0]).toContain('The unit cost is unknown: the margin floor was not applied');
  });

  test('a demand market without a file: the first day of its season, along the demand curve', () => {
    const { policy, seen } = constantPolicy(0.125, 5);
    const suggestion = suggestPrice(policy, demandSetup, 0, null, usual);
    expect([...seen[0]!]).toEqual([0, 1, -1, 0, 0]);
    expect(suggestion).toMatchObject({
      currentPrice: 20,
      policyPrice: 21.25,
      expectedFrom: 'demandMarket',
    });
    // 1,000 units are a third of the season's demand: a policy that prices each day is worth more than one price.
    const agent = suggestion.recommendation.candidates.find(({ name }) => name === 'agent')!;
    expect([agent.isSchedule, agent.price]).toEqual([true, 21.25]);
    expect(suggestion.expectedAtCurrent).toEqual({ price: 20, units: 100, sales: 2000, profit: 1000 });
    expect(suggestion.expectedAtSuggested!.units).toBeCloseTo(100 * (suggestion.price! / 20) ** -1.5, 9);
    expect(suggestion.warnings[0]).toContain('No sales history');
  });

  test('a demand market with a file: the history says what the price would bring', () => {
    const { policy } = constantPolicy(0, 5);
    const parameters = { ...referenceMarket, referencePrice: 14, unitCost: 6 };
    const setup: MarketSetup = { kind: 'demand', products: [{ name: 'Tea', parameters }] };
    const suggestion = suggestPrices(policy, setup, [{ history, elasticity: -1, demand }], usual)[0]!;
    expect(suggestion).toMatchObject({ productId: 'Tea', expectedFrom: 'demandFit', policyPrice: 14 });
    expect(suggestion.expectedAtCurrent.units).toBe(22);
  });

  test('many products are asked in batches and come back in order', () => {
    const { policy, seen } = constantPolicy(0, 8);
    const products = Array.from({ length: 1200 }, (_, i) => ({
      name: `product ${i}`,
      parameters: { ...referenceMarket, referencePrice: 20 + i },
    }));
    const suggestions = suggestPrices(policy, { kind: 'demand', products }, [], off);
    expect(seen.map((batch) => batch.length / 8)).toEqual([512, 512, 176]);
    expect(suggestions.map((suggestion) => suggestion.currentPrice)).toEqual(products.map((_, i) => 20 + i));
  });

  test('a policy of another market is refused in words', () => {
    const { policy } = constantPolicy(0, 5);
    expect(() => suggestPrice(policy, historySetup, 0, null, usual)).toThrow(
      'The model expects 5 numbers a day and this market gives 98: it was trained in another kind of market',
    );
    expect(() => suggestPrice(constantPolicy(NaN, 98).policy, historySetup, 0, null, usual)).toThrow(
      'gave no number',
    );
  });

  test('a suggestion is plain data', () => {
    const { policy } = constantPolicy(0.3, 98);
    const suggestions = suggestPrices(policy, historySetup, [], usual);
    expect(structuredClone(suggestions)).toEqual(suggestions);
  });
});
