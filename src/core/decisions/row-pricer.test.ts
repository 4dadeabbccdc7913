// A row of a catalogue against the same product in a list: other code on the same draws, so every figure is the same.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';

import { referenceMarket } from '../market/demand/reference-market.ts';
import { createPolicy } from '../policy/actor.ts';
import { initialActorWeights } from '../policy/initial-weights.ts';
import type { ActorArchitecture } from '../policy/policy.ts';
import { Random } from '../random.ts';
import { defaultGuardrails, type Guardrails } from './guardrails/guardrail-list.ts';
import { figuresOf, type PriceFigures } from './price-figures.ts';
import { pricesCsvLines } from './prices-csv.ts';
import type { CatalogueRow } from './read-catalogue.ts';
import { noMoves } from './recent-days.ts';
import { usualLevel, type ObjectiveName } from './recommendation.ts';
import { RowMarket } from './row-market.ts';
import { RowPricer } from './row-pricer.ts';
import { suggestPrices } from './suggest-price.ts';

const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 10,
  actionSize: 1,
  hidden: [16, 16],
  layerNorm: true,
  inputNorm: true,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};
const policy = createPolicy(architecture, initialActorWeights(architecture, new Random(3)));

/** Rows of every sort: sold below cost, hardly sold at all, of elasticities known exactly or hardly, on short shelves. */
function rowsOfEverySort(count: number): CatalogueRow[] {
  const random = new Random(7);
  const oneOf = <T>(...values: T[]) => values[random.integer(values.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const price = oneOf(0.99, 9.99, 12.345, 100, 1e5, 5 + 20 * random.uniform());
    return {
      productId: `p${i}`,
      productName: `p${i}`,
      category: null,
      price,
      cost: price * oneOf(0, 0.6, 0.97, 1.2, random.uniform(), random.uniform()),
      elasticity: oneOf(null, 0.7, -1, -8, -3 * random.uniform(), -3 * random.uniform()),
      elasticityError: oneOf(null, 0, 0.05, 3, 0.6 * random.uniform(), 0.6 * random.uniform()),
      dailyUnits: oneOf(null, 0, 0.01, 1e6, 40 * random.uniform()),
      inventory: oneOf(null, 1, 5000, random.integer(900)),
      competitorPrice: oneOf(null, price * (0.7 + 0.6 * random.uniform())),
      moves: noMoves,
    };
  });
}

const linesOf = (products: readonly PriceFigures[]) => new TextDecoder().decode(pricesCsvLines(products));

const rows = rowsOfEverySort(300);
const template = { ...referenceMarket, rival: 'follower', crossElasticity: 0.6 } as const;
const withRules = (rules: Partial<Guardrails['all']>): Guardrails => ({
  ...defaultGuardrails,
  all: { ...defaultGuardrails.all, ...rules },
});

test.each<[string, Guardrails, ObjectiveName, number]>([
  ['the usual rules', defaultGuardrails, 'profit', usualLevel],
  ['revenue, prices in .99', withRules({ ending: { kind: 'ending', cents: 99 } }), 'revenue', 0.55],
  ['a band', withRules({ competitorBand: { belowPercent: 10, abovePercent: 5 } }), 'profit', 0.9],
  ['no rules', withRules({ largestChangePercent: null, minMarginPercent: null }), 'revenue', usualLevel],
])('RowPricer: every figure is that of the same product in a list, with %s', (_, rules, objective, level) => {
  const pricer = new RowPricer(policy, template, rules, {
    objective,
    level,
    lean: null,
    typedPrices: {},
    costs: null,
  });
  const products = rows.map((row) => ({
    name: row.productId,
    parameters: { ...new RowMarket(template).of(row) },
  }));
  const list = suggestPrices(policy, { kind: 'demand', products }, [], rules, { objective, level });
  const priced = pricer.price(rows);
  expect(new Set(priced.map(({ action }) => action)).size).toBeGreaterThan(1);
  list.forEach((suggestion, i) => {
    // A list is told a cost and a rival's price for every product, a verdict for none.
    const { competitorPrice, cost } = rows[i]!;
    if (competitorPrice === null || cost === null) return;
    const { verdict } = priced[i]!;
    expect(linesOf([priced[i]!])).toBe(linesOf([{ ...figuresOf(suggestion), verdict }]));
  });
});

test('RowPricer: a product says the same whatever stands around it', () => {
  const advice = {
    objective: 'profit',
    level: usualLevel,
    lean: null,
    typedPrices: {},
    costs: null,
  } as const;
  const pricer = new RowPricer(policy, template, defaultGuardrails, advice);
  const together = pricer.price(rows);
  expect(rows.toReversed().map((row) => pricer.price([row])[0]!)).toEqual(together.toReversed());
});

test('RowPricer: a policy of another kind of market is refused', () => {
  const advice = {
    objective: 'profit',
    level: usualLevel,
    lean: null,
    typedPrices: {},
    costs: null,
  } as const;
  const other = { ...policy, architecture: { ...architecture, observationSize: 98 } };
  expect(() => new RowPricer(other, template, defaultGuardrails, advice)).toThrow(
    'The model expects 98 numbers a day and this market gives 5',
  );
});

// A digest says that nothing changed and not what: where figures are meant to change, look at the lines and write the new one.
test('RowPricer: the lines are, to the byte, those of the first way rows were priced', () => {
  const digestOf = (rules: Guardrails, objective: ObjectiveName) => {
    const advice = { objective, level: usualLevel, lean: null, typedPrices: {}, costs: null };
    const pricer = new RowPricer(policy, template, rules, advice);
    return bytesToHex(sha256(pricesCsvLines(pricer.price(rows)))).slice(0, 16);
  };
  expect(digestOf(defaultGuardrails, 'profit')).toBe('e3bfbce570eaff70');
  expect(digestOf(withRules({ restDays: 5, ending: { kind: 'step', step: 0.05 } }), 'revenue')).toBe(
    '9bb11f53054af7b3',
  );
});
