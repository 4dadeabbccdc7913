// The rules one by one with their arithmetic, then any rules on any product: the price obeys all of them, or two
// rules are named that leave no price.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  allowedPrices,
  applyGuardrails,
  forbiddingRule,
  heldPrice,
  settledPrice,
} from './apply-guardrails.ts';
import { gridFor, type PriceEnding } from './ending.ts';
import {
  type GuardrailName,
  type GuardrailSet,
  defaultGuardrails,
  guardrailList,
  guardrailNames,
  guardrailsFor,
} from './guardrail-list.ts';
import type { GuardrailFacts } from './guardrail.ts';

const off = Object.assign({}, ...guardrailList.map((rule) => rule.off)) as GuardrailSet;
const usual = defaultGuardrails.all;
const facts = (changes: Partial<GuardrailFacts> = {}): GuardrailFacts => ({
  currentPrice: 10,
  unitCost: 6,
  competitorPrice: null,
  changesLastWeek: 0,
  daysSinceChange: null,
  ...changes,
});
const only = (changes: Partial<GuardrailSet>): GuardrailSet => ({ ...off, ...changes });

describe('applyGuardrails', () => {
  test('a price that keeps every rule stands, with one step a rule', () => {
    const { price, bindingRule, trail } = applyGuardrails(10.5, facts(), usual);
    expect([price, bindingRule]).toEqual([10.5, null]);
    expect(trail.map((step) => step.rule)).toEqual(guardrailNames);
    expect(trail.every((step) => step.before === step.after)).toBe(true);
  });

  test('the largest change stops it, and rounding does not break it', () => {
    // 15 % above 9.99 is 11.4885: 11.49 would be beyond it
    const { price, bindingRule, trail } = applyGuardrails(
      14,
      facts({ currentPrice: 9.99, unitCost: null }),
      usual,
    );
    expect([price, bindingRule]).toEqual([11.48, 'largestChange']);
    expect(trail[0]!.note).toBe("Held at 11.48: 15 % above today's 9.99 is 11.48.");
    expect(trail[1]!.note).toBe('Not applied: the cost is unknown.');
    expect(trail.at(-1)).toMatchObject({ before: 11.48, after: 11.48, note: 'Already a whole cent.' });
  });

  test('the margin floor lifts it, rounded up; 0 % is the floor at cost', () => {
    // 6.333 / 0.95 = 6.66632
    const product = facts({ currentPrice: 6.5, unitCost: 6.333 });
    expect(applyGuardrails(5, product, usual)).toMatchObject({ price: 6.67, bindingRule: 'marginFloor' });
    expect(applyGuardrails(5, product, only({ minMarginPercent: 0 })).price).toBe(6.34);
  });

  test('lowest and highest price hold it in', () => {
    expect(applyGuardrails(5, facts(), only({ minPrice: 8 }))).toMatchObject({
      price: 8,
      bindingRule: 'priceRange',
    });
    expect(applyGuardrails(50, facts(), only({ minPrice: 8, maxPrice: 12 })).price).toBe(12);
  });

  test('the competitor band holds it near the competitor, where there is one', () => {
    const set = only({ competitorBand: { belowPercent: 10, abovePercent: 5 } });
    // 5 % above 9 is 9.45, 10 % below is 8.10
    const product = facts({ competitorPrice: 9 });
    expect(applyGuardrails(12, product, set)).toMatchObject({ price: 9.45, bindingRule: 'competitorBand' });
    expect(applyGuardrails(7, product, set).price).toBe(8.1);
    const without = applyGuardrails(12, facts(), set);
    expect(without.price).toBe(12);
    expect(without.trail[3]!.note).toBe("Not applied: the competitor's price is unknown.");
  });

  test('after enough changes in a week the price stays', () => {
    const set = only({ maxChangesPerWeek: 2 });
    expect(applyGuardrails(12, facts({ changesLastWeek: 1 }), set).price).toBe(12);
    const stays = applyGuardrails(12, facts({ changesLastWeek: 2 }), set);
    expect(stays).toMatchObject({ price: 10, bindingRule: 'changesPerWeek' });
    expect(stays.trail[4]!.note).toBe(
      'Held at 10.00: 2 changes in seven days of 2 allowed, so the price stays at 10.00.',
    );
  });

  test('the minimum advertised price lifts it', () =>
    expect(applyGuardrails(7, facts(), only({ minAdvertisedPrice: 7.5 }))).toMatchObject({
      price: 7.5,
      bindingRule: 'minAdvertisedPrice',
    }));

  test('endings: the nearest one that breaks no other rule', () => {
    const ending = (cents: 99 | 95 | 0): PriceEnding => ({ kind: 'ending', cents });
    expect(applyGuardrails(10.3, facts(), only({ ending: ending(99) }))).toMatchObject({
      price: 9.99,
      bindingRule: 'ending',
    });
    expect(applyGuardrails(10.3, facts(), only({ ending: ending(0) })).price).toBe(10);
    expect(applyGuardrails(0.1, facts(), only({ ending: ending(0) })).price).toBe(1);
    expect(applyGuardrails(10.34, facts(), only({ ending: { kind: 'step', step: 0.25 } })).price).toBe(10.25);
    // 9.99 is nearer to 10.3 but below the lowest price
    expect(applyGuardrails(10.3, facts(), only({ minPrice: 10, ending: ending(99) })).price).toBe(10.99);
    // 10.95 is nearest to 11 but one change of 5 % ends at 10.50
    expect(applyGuardrails(11, facts(), only({ largestChangePercent: 5, ending: ending(95) }))).toMatchObject(
      {
        price: 9.95,
        bindingRule: 'ending',
      },
    );
  });

  test('two rules that contradict each other give no price but their names', () => {
    const { price, infeasible, bindingRule } = applyGuardrails(12, facts({ unitCost: 11 }), usual);
    expect([price, bindingRule]).toEqual([null, null]);
    // 11 / 0.95 = 11.5789
    expect(infeasible).toEqual({
      rules: ['largestChange', 'marginFloor'],
      sentence:
        "Largest change and margin floor contradict each other: 15 % above today's 10.00 is 11.50, " +
        'and a margin of 5 % above the cost of 11.00 needs at least 11.58.',
    });
  });

  test('a habit: the nearest price that ends as the past ones, unless the rules or the person leave none', () => {
    const product = facts({ currentPrice: 9.99, unitCost: null, pastEnding: { every: 100, ends: [49, 99] } });
    const { price, bindingRule, trail } = applyGuardrails(10.7, product, usual);
    expect([price, bindingRule]).toEqual([10.49, null]);
    expect(trail.at(-1)!.note).toBe(
      'Moved to 10.49, the nearest price ending in .49 or .99 as in the past that keeps the rules.',
    );
    expect(applyGuardrails(10.7, product, only({})).price).toBe(10.7);
    // Within 2 % of 10.20 no price ends so: 9.996 to 10.404.
    const between = facts({ ...product, currentPrice: 10.2 });
    const narrow = only({ largestChangePercent: 2, ending: { kind: 'past' } });
    expect(applyGuardrails(10.3, between, narrow).price).toBe(10.3);
    expect(applyGuardrails(10.3, { ...between, pastEnding: null }, narrow).price).toBe(10.3);
  });

  test('an ending that no allowed price has is named with the rule that leaves none', () => {
    // 10.40 give or take 1 % is 10.296 to 10.504: no .99 in there
    const narrow = only({ largestChangePercent: 1, ending: { kind: 'ending', cents: 99 } });
    expect(applyGuardrails(10.4, facts({ currentPrice: 10.4 }), narrow).infeasible).toEqual({
      rules: ['largestChange', 'ending'],
      sentence:
        'Largest change and price ending contradict each other: no price ending in .99 lies between ' +
        '10.2960 (largest change) and 10.5040 (largest change).',
    });
    // A floor of 10.20 and a ceiling of 10.90 leave no .99 only together: the sentence names both bounds.
    const together = only({
      maxPrice: 10.9,
      minAdvertisedPrice: 10.2,
      ending: { kind: 'ending', cents: 99 },
    });
    expect(applyGuardrails(10.4, facts(), together).infeasible!.sentence).toContain(
      'between 10.2000 (minimum advertised price) and 10.9000 (price range)',
    );
    const tiny = applyGuardrails(
      0.005,
      facts({ currentPrice: 0.005, unitCost: null }),
      only({ largestChangePercent: 1 }),
    );
    expect(tiny.infeasible!.rules).toEqual(['largestChange', 'ending']);
  });

  test('a range upside down is refused in words', () =>
    expect(() => applyGuardrails(10, facts(), only({ minPrice: 12, maxPrice: 8 }))).toThrow(
      'Price range: the lowest price 12.00 is above the highest 8.00; swap them.',
    ));

  test('switched off, only the cent remains', () =>
    expect(applyGuardrails(123.456, facts(), off).price).toBe(123.46));
});

describe('guardrailsFor', () => {
  const rules = {
    all: only({ largestChangePercent: 15, minPrice: 10 }),
    categories: { tea: { largestChangePercent: 5 }, __proto__: null } as never,
    products: { green: { largestChangePercent: null, ending: { kind: 'ending', cents: 99 } as const } },
  };

  test('the product overrules its category, which overrules all, key by key', () => {
    expect(guardrailsFor(rules, { id: 'black', category: 'tea' }).largestChangePercent).toBe(5);
    expect(guardrailsFor(rules, { id: 'mug', category: null }).largestChangePercent).toBe(15);
    expect(guardrailsFor(rules, { id: 'green', category: 'tea' })).toMatchObject({
      largestChangePercent: null,
      minPrice: 10,
      ending: { kind: 'ending', cents: 99 },
    });
    expect(guardrailsFor(rules, { id: 'toString', category: 'constructor' })).toBe(rules.all);
  });

  test('a narrower highest price beyond an inherited lowest one does away with it', () => {
    const narrow = { ...rules, products: { sample: { maxPrice: 5 } } };
    expect(guardrailsFor(narrow, { id: 'sample', category: null })).toMatchObject({
      minPrice: null,
      maxPrice: 5,
    });
  });
});

// --- Whatever the input ---------------------------------------------------------------------------------------

const price = fc.double({ min: 0.001, max: 5000, noNaN: true });
const percent = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }));
const anySet: fc.Arbitrary<GuardrailSet> = fc
  .record({
    largestChangePercent: percent(100),
    minMarginPercent: percent(95),
    minPrice: fc.option(price),
    maxPrice: fc.option(price),
    competitorBand: fc.option(
      fc.record({
        belowPercent: fc.double({ min: 0, max: 100, noNaN: true }),
        abovePercent: fc.double({ min: 0, max: 200, noNaN: true }),
      }),
    ),
    maxChangesPerWeek: fc.option(fc.integer({ min: 0, max: 7 })),
    restDays: fc.option(fc.integer({ min: 1, max: 365 })),
    minAdvertisedPrice: fc.option(price),
    ending: fc.oneof(
      fc.constantFrom<PriceEnding>({ kind: 'cent' }, { kind: 'past' }),
      fc.constantFrom<99 | 95 | 0>(99, 95, 0).map((cents): PriceEnding => ({ kind: 'ending', cents })),
      fc.integer({ min: 1, max: 2000 }).map((cents): PriceEnding => ({ kind: 'step', step: cents / 100 })),
    ),
  })
  .map((set) => {
    const { minPrice: a, maxPrice: b } = set;
    return a !== null && b !== null && a > b ? { ...set, minPrice: b, maxPrice: a } : set;
  });
const nines = { every: 100, ends: [49, 99] } as const;
const anyFacts: fc.Arbitrary<GuardrailFacts> = fc.record({
  currentPrice: price,
  unitCost: fc.option(price),
  competitorPrice: fc.option(price),
  pastEnding: fc.constantFrom(null, nines, { every: 10, ends: [5, 9] } as const),
  changesLastWeek: fc.integer({ min: 0, max: 7 }),
  daysSinceChange: fc.option(fc.integer({ min: 0, max: 400 })),
});

/** The rules that `value` breaks, each written down here anew. */
function broken(value: number, product: GuardrailFacts, set: GuardrailSet): GuardrailName[] {
  const { currentPrice, competitorPrice, changesLastWeek } = product;
  const slack = 1e-8;
  const below = (bound: number | null) => bound !== null && value < bound - slack;
  const above = (bound: number | null) => bound !== null && value > bound + slack;
  const band = competitorPrice === null ? null : set.competitorBand;
  const change = set.largestChangePercent;
  const names: [GuardrailName, boolean][] = [
    [
      'largestChange',
      change !== null && Math.abs(value - currentPrice) > (change / 100) * currentPrice + slack,
    ],
    [
      'marginFloor',
      set.minMarginPercent !== null &&
        product.unitCost !== null &&
        below(product.unitCost / (1 - set.minMarginPercent / 100)),
    ],
    ['priceRange', below(set.minPrice) || above(set.maxPrice)],
    [
      'competitorBand',
      band !== null &&
        (below(competitorPrice! * (1 - band.belowPercent / 100)) ||
          above(competitorPrice! * (1 + band.abovePercent / 100))),
    ],
    [
      'changesPerWeek',
      set.maxChangesPerWeek !== null &&
        changesLastWeek >= set.maxChangesPerWeek &&
        Math.abs(value - Math.max(0.01, Math.round(currentPrice * 100) / 100)) > slack,
    ],
    [
      'restAfterChange',
      set.restDays !== null &&
        product.daysSinceChange !== null &&
        product.daysSinceChange < set.restDays &&
        Math.abs(value - Math.max(0.01, Math.round(currentPrice * 100) / 100)) > slack,
    ],
    ['minAdvertisedPrice', below(set.minAdvertisedPrice)],
    ['ending', !hasEnding(value, set.ending)],
  ];
  return names.filter(([, isBroken]) => isBroken).map(([name]) => name);
}

function hasEnding(value: number, ending: PriceEnding): boolean {
  const cents = Math.round(value * 100);
  if (Math.abs(value * 100 - cents) > 1e-5 || cents < 1) return false;
  // A habit holds no price back.
  if (ending.kind === 'cent' || ending.kind === 'past') return true;
  return ending.kind === 'ending'
    ? cents % 100 === ending.cents
    : cents % Math.round(ending.step * 100) === 0;
}

/** `set` with only the rules of `names` on; the ending stays a whole cent unless it is named. */
function withOnly(set: GuardrailSet, names: readonly GuardrailName[]): GuardrailSet {
  const kept = guardrailList
    .filter(({ name }) => names.includes(name))
    .flatMap(({ usual }) => Object.keys(usual) as (keyof GuardrailSet)[]);
  return { ...off, ...Object.fromEntries(kept.map((key) => [key, set[key]])) };
}

describe('whatever the input', () => {
  test('a returned price obeys every rule that is on, and the trail leads to it step by step', () => {
    fc.assert(
      fc.property(price, anyFacts, anySet, (asked, product, set) => {
        const { price: given, trail, bindingRule } = applyGuardrails(asked, product, set);
        for (let k = 0; k < trail.length; k++)
          expect(trail[k]!.before).toBe(k === 0 ? asked : trail[k - 1]!.after);
        expect(trail.map((step) => step.rule)).toEqual(guardrailNames.slice(0, trail.length));
        if (given === null) return;
        expect(broken(given, product, set)).toEqual([]);
        expect(trail.at(-1)!.after).toBe(given);
        expect(trail).toHaveLength(guardrailNames.length);
        const moved = trail.filter(
          (step) =>
            Math.abs(step.after - step.before) > 1e-9 &&
            !(step.rule === 'ending' && ['cent', 'past'].includes(set.ending.kind)),
        );
        expect(bindingRule).toBe(moved.at(-1)?.rule ?? null);
        for (const { rule, after } of moved)
          if (rule !== 'ending') expect(hasEnding(after, { kind: 'cent' })).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('the price without words is the price with them', () => {
    fc.assert(
      fc.property(price, anyFacts, anySet, (asked, product, set) => {
        const { price: given, bindingRule } = applyGuardrails(asked, product, set);
        const grid = gridFor(set.ending, product.pastEnding);
        expect(settledPrice(asked, allowedPrices(product, set), grid)).toBe(given);
        expect(heldPrice(asked, product, set)).toEqual(given === null ? null : { price: given, bindingRule });
      }),
      { numRuns: 5000 },
    );
  });

  test('a price that keeps every rule is returned as it came', () => {
    fc.assert(
      fc.property(price, anyFacts, anySet, (asked, product, set) => {
        const { price: given } = applyGuardrails(asked, product, set);
        if (given !== null) expect(applyGuardrails(given, product, set).price).toBe(given);
      }),
      { numRuns: 2000 },
    );
  });

  test('no price: two rules are named, and without the ending the two alone leave no price', () => {
    let pairs = 0;
    fc.assert(
      fc.property(price, anyFacts, anySet, (asked, product, set) => {
        const { price: given, infeasible } = applyGuardrails(asked, product, set);
        expect(infeasible === null).toBe(given !== null);
        if (infeasible === null) return;
        const [first, second] = infeasible.rules;
        expect(guardrailNames.indexOf(first)).toBeLessThan(guardrailNames.indexOf(second));
        expect(infeasible.sentence).toMatch(/ and .* contradict each other: /);
        if (second === 'ending') return;
        pairs += 1;
        expect(applyGuardrails(asked, product, withOnly(set, [first, second])).infeasible?.rules).toEqual([
          first,
          second,
        ]);
      }),
      { numRuns: 5000 },
    );
    expect(pairs).toBeGreaterThan(500);
  });

  test('the ending is named only where the other rules leave a price without it, or none to the cent', () => {
    let named = 0;
    fc.assert(
      fc.property(price, anyFacts, anySet, (asked, product, set) => {
        const { infeasible } = applyGuardrails(asked, product, set);
        if (infeasible?.rules[1] !== 'ending' || set.ending.kind === 'cent') return;
        named += 1;
        const without = applyGuardrails(asked, product, { ...set, ending: { kind: 'cent' } });
        if (without.price === null) expect(without.infeasible!.rules[1]).toBe('ending');
        else expect(hasEnding(without.price, set.ending)).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(named).toBeGreaterThan(50);
  });
});

describe('forbiddingRule', () => {
  test('names the rule whose limit lies furthest from the price, and its limit', () => {
    // 6 / 0.6 = 10 leaves the price on the floor; 7 / 0.6 = 11.67 and a lowest price of 11 do not
    expect(forbiddingRule(10, facts(), only({ minMarginPercent: 40 }))).toBeNull();
    const rules = only({ minMarginPercent: 40, minPrice: 11 });
    expect(forbiddingRule(10, facts({ unitCost: 7 }), rules)).toEqual({
      rule: 'marginFloor',
      label: 'Margin floor',
      limit: 'a margin of 40 % above the cost of 7.00 needs at least 11.67',
    });
    expect(forbiddingRule(10, facts(), rules)?.rule).toBe('priceRange');
  });

  test('half a cent beyond a limit is on it, as a mean price over orders is', () => {
    expect(forbiddingRule(10.004, facts(), only({ maxPrice: 10 }))).toBeNull();
    expect(forbiddingRule(10.006, facts(), only({ maxPrice: 10 }))?.rule).toBe('priceRange');
  });
});
