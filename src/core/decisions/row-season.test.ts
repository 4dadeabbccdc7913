import { expect, test } from 'vitest';

import { drawnElasticity } from '../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { Random } from '../random.ts';
import { MarketCurve, marketNormals, suggestionDraws } from './demand-curve.ts';
import { drawnGains } from './gains.ts';
import { RowSeason } from './row-season.ts';
import { estimateOf } from './outlook.ts';
import { PlainSeason } from './plain-season.ts';

/** Rows of every sort: sure and unsure elasticities, some cut off, with and without a shelf that limits and a rival, and curves of any shape. */
function row(random: Random) {
  const price = 1 + 99 * random.uniform();
  const parameters: DemandMarketParameters = {
    ...referenceMarket,
    referencePrice: price,
    elasticity: -0.1 - 3 * random.uniform(),
    elasticityError: random.uniform() < 0.1 ? 0 : 1.2 * random.uniform(),
    baseDemand: 0.1 + 20 * random.uniform(),
    rival: random.uniform() < 0.5 ? 'none' : 'fixed',
    crossElasticity: 0.8 * random.uniform(),
    steepening: random.uniform() < 0.5 ? 0 : -0.5 + 3 * random.uniform(),
  };
  const mostUnits = random.uniform() < 0.5 ? Infinity : parameters.baseDemand * (0.5 + random.uniform());
  const terms = { unitCost: price * 0.9 * random.uniform(), index: 0.8 + 0.4 * random.uniform(), mostUnits };
  return { parameters, terms };
}

test('RowSeason: gains, probabilities and intervals are those of the same draws played one by one', () => {
  const random = new Random(11);
  for (let k = 0; k < 400; k++) {
    const { parameters, terms } = row(random);
    const cross = parameters.rival === 'none' ? 0 : parameters.crossElasticity;
    const played = new PlainSeason(
      {
        base: new Float64Array(suggestionDraws).fill(parameters.baseDemand),
        elasticity: marketNormals.map((z) => drawnElasticity(parameters, z) - cross),
        steepening: new Float64Array(suggestionDraws).fill(parameters.steepening ?? 0),
        referencePrice: parameters.referencePrice,
      },
      terms.unitCost,
      parameters.days,
      terms.index,
      terms.mostUnits,
    );
    const price = parameters.referencePrice;
    const expected = drawnGains(played, price, suggestionDraws);
    const gains = new RowSeason(parameters, terms).gains(price)!;
    expect(gains.meanNow / expected.meanNow).toBeCloseTo(1, 12);
    const ratios = [0.55, 0.85, 0.93, 1, 1.02, 1.15, 1.5, 2.2];
    const means = new Float64Array(ratios.length);
    const prices = Float64Array.from(ratios, (ratio) => price * ratio);
    gains.means!(prices, ratios.length, means);
    for (const [at, ratio] of ratios.entries()) {
      const [is, should] = [gains.estimate(price * ratio), expected.estimate(price * ratio)];
      const scale = expected.meanNow;
      expect(is.gainPerDay.value / scale).toBeCloseTo(should.gainPerDay.value / scale, 10);
      for (const end of [0, 1])
        expect(is.gainPerDay.interval[end]! / scale).toBeCloseTo(
          should.gainPerDay.interval[end]! / scale,
          10,
        );
      expect(is.probability).toBeCloseTo(should.probability, 12);
      expect(is.lossProbability).toBeCloseTo(should.lossProbability, 12);
      expect(gains.at(price * ratio).gain).toBe(is.gainPerDay.value);
      expect(means[at]! / scale).toBeCloseTo(should.gainPerDay.value / scale, 10);
    }
  }
});

test('RowSeason: prices evenly spaced in their logarithm gain what they gain one by one', () => {
  const random = new Random(12);
  const length = 15;
  const [prices, even, single] = [0, 1, 2].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let k = 0; k < 400; k++) {
    const { parameters, terms } = row(random);
    const price = parameters.referencePrice;
    const gains = new RowSeason(parameters, terms).gains(price)!;
    const step = 0.08 * random.uniform();
    // Every other time one of them is today's.
    const from = k % 2 === 0 ? -7 * step : Math.log(0.4 + 0.9 * random.uniform());
    for (let i = 0; i < length; i++) prices[i] = price * Math.exp(from + i * step);
    gains.evenMeans!(prices, length, from, step, even);
    gains.means!(prices, length, single);
    for (let i = 0; i < length; i++) expect((even[i]! - single[i]!) / gains.meanNow).toBeCloseTo(0, 12);
  }
});

test('RowSeason: a price that earns nothing today has no short way', () => {
  const { parameters } = row(new Random(2));
  const terms = { unitCost: parameters.referencePrice, index: 1, mostUnits: Infinity };
  expect(new RowSeason(parameters, terms).gains(parameters.referencePrice)).toBeNull();
});

test('MarketCurve: an estimate is that of all its draws', () => {
  const random = new Random(5);
  for (let k = 0; k < 100; k++) {
    const { parameters } = row(random);
    const curve = new MarketCurve(parameters, marketNormals);
    for (const ratio of [0.7, 0.999, 1, 1.3]) {
      const price = parameters.referencePrice * ratio;
      const drawn = curve.drawnUnits(price, new Float64Array(suggestionDraws));
      expect(curve.estimate(price)).toEqual(estimateOf(curve.units(price), drawn));
    }
  }
});
