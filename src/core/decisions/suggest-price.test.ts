import { describe, expect, test } from 'vitest';

import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import type { HoldOut } from '../market/hold-out.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { MarketSetup } from '../market/market.ts';
import { referenceMarket } from '../market/reference-market.ts';
import type { Policy } from '../policy/policy.ts';
import { defaultGuardrails, type Guardrails, type GuardrailSet } from './guardrail-rules.ts';
import { suggestPrice, suggestPrices } from './suggest-price.ts';

const railsOf = (all: Partial<GuardrailSet>): Guardrails => ({
  ...defaultGuardrails,
  all: { ...defaultGuardrails.all, ...all },
});
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
const historySetup: MarketSetup = {
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

describe('suggestPrices', () => {
  test('a history market: the policy sees the last week, its price passes the rules, expectations stand beside', () => {
    const { policy, seen } = constantPolicy(1, 98);
    const [suggestion] = suggestPrices(policy, historySetup, [], usual);
    expect(seen[0]).toHaveLength(98);
    // Past prices 10 to 14 widened by 0.4: the policy asks for 14.4, today's price is 14.
    expect(suggestion).toMatchObject({
      productId: 'Tea',
      currentPrice: 14,
      policyPrice: 14.4,
      price: 14.4,
      bindingRule: null,
      expectedFrom: 'demandFit',
      supportDays: 0,
      unitCost: 6,
    });
    expect(suggestion!.expectedAtCurrent).toMatchObject({ price: 14, units: 22, sales: 308, profit: 176 });
    // 22 units carried from 14 to 14.4 at elasticity -1
    expect(suggestion!.expectedAtSuggested!.units).toBeCloseTo((22 * 14) / 14.4, 9);
    expect(suggestion!.reasons[0]).toBe("The policy asks for 14.40, 2.9 % above today's 14.00.");
    // Profit 21.39 * (14.4 - 6) = 179.67 against 22 * 8 = 176
    expect(suggestion!.reasons[1]).toMatch(
      /^The fitted demand curve gives 21\.4 units \([\d.]+ to [\d.]+\) instead of 22, and profit of 179\.67 instead of 176\.00\.$/,
    );
    expect(suggestion!.reasons.at(-1)).toBe(demand.sentence);
    expect(suggestion!.warnings).toEqual(['14.40 was never tried: past prices went from 10.00 to 14.00.']);
  });

  test('the rule that bound it is named, with the days that support it', () => {
    const { policy } = constantPolicy(-1, 98);
    const suggestion = suggestPrice(policy, historySetup, 0, null, usual);
    expect([suggestion.price, suggestion.bindingRule]).toEqual([11.9, 'largestChange']);
    expect(suggestion.reasons[1]).toBe(
      "Largest change: Raised to 11.90: at least 11.90 is within 15 % of today's 14.00.",
    );
    expect(suggestion.reasons.at(-1)).toBe('12 past days had a price near this one.');
    // 22 * 14 / 11.9 = 25.9 units of 5.90 are 153 of profit, not 176; elasticity -1 give or take 0.2 leaves no doubt
    expect(suggestion.confidence).toBe(0);
    expect(suggestion.warnings).toEqual([
      'Profit is more likely to fall than to rise at 11.90: the policy follows its reward, which may pay for units or ' +
        "stock. Compare the reward's weights in Train.",
    ]);
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
    expect([suggestion.verdict, suggestion.price]).toEqual(['suspicious', 14.4]);
    // From 14.00 to 14.40 profit rises above an elasticity of -1.7: 58 in 100 of N(-1.5, 1) lie there
    expect(suggestion.confidence).toBeGreaterThan(0.5);
    expect(suggestion.confidence).toBeLessThan(0.66);
    expect(suggestion.warnings[0]).toBe(
      'More was sold at higher prices, which is no answer to price: intervals and confidence rest on the usual ' +
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
      /it predicts no better than the seven-day mean\. So nothing in it is called optimal\.$/,
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
    expect(suggestion.reasons[1]).toContain('Largest change and floor from cost contradict each other');
  });

  test('what the data cannot tell is said first, with the experiment that would settle it', () => {
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
    expect(told.reasons.slice(0, 2)).toEqual(['Only 2 prices.', 'Charge 12.00 for 28 days.']);
    expect(told.experiment).toEqual(experiment);
    const leans = suggestPrice(policy, setupOf({ ...open, verdict: 'leans' }), 0, null, usual);
    expect(leans.experiment).toBeNull();
    expect(leans.reasons[0]).toContain('The policy asks for');
  });

  test('accepted changes count with those of the file', () => {
    const rails = railsOf({ maxChangesPerWeek: 8 });
    const { policy } = constantPolicy(0.5, 98);
    // The price of this file changes every day: seven times in the last week.
    const free = suggestPrices(policy, historySetup, [], rails)[0]!;
    expect(free.price).not.toBe(14);
    const held = suggestPrices(policy, historySetup, [], rails, { Tea: 1 })[0]!;
    expect([held.price, held.bindingRule]).toEqual([14, 'changesPerWeek']);
  });

  test('guardrails of its category hold for a product, and its own before those', () => {
    const { policy } = constantPolicy(-1, 98);
    const setup = {
      ...historySetup,
      products: [
        { history: { ...history, product: { ...history.product, category: 'hot' } }, elasticity: -1, demand },
      ],
    };
    const ofCategory = { ...usual, categories: { hot: { minPrice: 13 } } };
    expect(suggestPrice(policy, setup, 0, null, ofCategory).price).toBe(13);
    const ofProduct = { ...ofCategory, products: { Tea: { minPrice: 13.5 } } };
    expect(suggestPrice(policy, setup, 0, null, ofProduct).price).toBe(13.5);
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
      price: 21.25,
      expectedFrom: 'demandMarket',
    });
    expect(suggestion.expectedAtCurrent).toEqual({ price: 20, units: 100, sales: 2000, profit: 1000 });
    expect(suggestion.expectedAtSuggested!.units).toBeCloseTo(100 * 1.0625 ** -1.5, 9);
    expect(suggestion.warnings[0]).toContain('no sales history');
  });

  test('a demand market with a file: the history says what the price would bring', () => {
    const { policy } = constantPolicy(0, 5);
    const parameters = { ...referenceMarket, referencePrice: 14, unitCost: 6 };
    const setup: MarketSetup = { kind: 'demand', products: [{ name: 'Tea', parameters }] };
    const suggestion = suggestPrices(policy, setup, [{ history, elasticity: -1, demand }], usual)[0]!;
    expect(suggestion).toMatchObject({ productId: 'Tea', expectedFrom: 'demandFit', price: 14 });
    expect(suggestion.expectedAtSuggested!.units).toBe(22);
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
