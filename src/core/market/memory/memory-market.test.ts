import { describe, expect, test } from 'vitest';

import { hiLoSetup } from './hi-lo-fixture.ts';
import {
  expectedUnits,
  memoryActionFromPrice,
  memoryPriceFromAction,
  middlePrice,
  rewardScale,
} from './memory-day.ts';
import { MemoryMarket } from './memory-market.ts';
import { hiLo, type MemoryParameters } from './memory-parameters.ts';

const action = (price: number, parameters: MemoryParameters = hiLo) =>
  Float32Array.of(memoryActionFromPrice(parameters, price));

function marketWith(changes: Partial<MemoryParameters> = {}, count = 1, seed = 1): MemoryMarket {
  return new MemoryMarket(hiLoSetup(changes), count, seed, 'training');
}

describe('a day', () => {
  test('units follow the price, fall with the root of a rise and grow with the root of a cut', () => {
    expect(expectedUnits(hiLo, 100, NaN)).toBe(3000); // 5000 - 20 * 100
    expect(expectedUnits(hiLo, 125, 100)).toBe(1000); // 5000 - 2500 - 300 * 5
    expect(expectedUnits(hiLo, 75, 100)).toBe(4000); // 5000 - 1500 + 100 * 5
    expect(expectedUnits(hiLo, 490, 180)).toBe(0); // 5000 - 9800 - ... < 0
  });

  test('the first day knows no change, the second one does', () => {
    const market = marketWith();
    expect(market.step(action(180)).units[0]).toBe(1400);
    expect(market.step(action(130)).units[0]).toBeCloseTo(2400 + 100 * Math.sqrt(50), 9);
  });

  test('the first day responds to the price now where that is remembered', () => {
    const market = marketWith({ knowsCurrent: true, currentPrice: 280 });
    expect(market.step(action(180)).units[0]).toBe(1400 + 100 * 10);
  });

  test('a reward of 1 is a day at the best price that stays: 112,500 of profit', () => {
    expect(rewardScale(hiLo)).toBe(112_500); // (175 - 100) * (5000 - 20 * 175)
    const step = marketWith().step(action(170));
    expect(step.profit[0]).toBe(112_000);
    expect(step.rewards[0]).toBeCloseTo(112_000 / 112_500, 6);
    expect([...step.rewardParts]).toEqual([step.rewards[0], 0, 0]);
  });

  test('each weight pays its part', () => {
    const step = marketWith({ profitWeight: 0.5, revenueWeight: 0.25, unitsWeight: 2 }).step(action(170));
    const expected = [(0.5 * 112_000) / 112_500, (0.25 * 1600 * 170) / 112_500, (2 * 1600) / 5000];
    expected.forEach((part, i) => expect(step.rewardParts[i]).toBeCloseTo(part, 6));
    expect(step.rewards[0]).toBeCloseTo(expected[0]! + expected[1]! + expected[2]!, 5);
  });
});

describe('prices', () => {
  test('actions from -1 to 1 span the grid, each at its nearest price; 0 lies where a cut sells and a rise does not', () => {
    expect(middlePrice(hiLo)).toBe(212.5); // between 175, the best steady price, and 250, at which nobody buys
    expect([-1, -0.5, 0, 0.5, 1, 7].map((a) => memoryPriceFromAction(hiLo, a))).toEqual([
      10, 110, 210, 350, 490, 490,
    ]);
    // Demand that never ends with the price has no such place: the middle of the range.
    expect(middlePrice({ ...hiLo, slope: 0 })).toBe(250);
    expect(memoryPriceFromAction(hiLo, memoryActionFromPrice(hiLo, 173))).toBe(170);
    // Steps of 7 from 10 on end at 486.
    expect(memoryPriceFromAction({ ...hiLo, priceStep: 7 }, 1)).toBe(486);
  });

  test('every price of a fine grid comes back from its action as a float', () => {
    const fine = { ...hiLo, priceStep: 0.1 };
    for (let k = 0; k <= 4800; k += 7) {
      const price = 10 + k * 0.1;
      expect(memoryPriceFromAction(fine, action(price, fine)[0]!)).toBeCloseTo(price, 9);
    }
  });
});

describe('an episode', () => {
  test('ends truly on its last day and earns nothing until it is reset', () => {
    const market = marketWith({ days: 2 });
    expect(market.step(action(170)).terminated[0]).toBe(0);
    const last = market.step(action(170));
    expect([last.terminated[0], last.truncated[0]]).toEqual([1, 0]);
    expect(market.step(action(170)).rewards[0]).toBe(0);
    market.reset([0]);
    expect(market.step(action(170)).units[0]).toBe(1600);
  });

  test('shows the price of the day before, its root, the day and the stock', () => {
    const market = marketWith({ hasStock: true, initialInventory: 10_000 });
    // Before the first day the price now, 170, which nobody remembers.
    const first = [(170 - 212.5) / (212.5 - 10), -Math.sqrt(5 / 480), -1, 2 / 20 - 1, 1];
    first.forEach((value, i) => expect(market.observations[i]).toBeCloseTo(value, 6));
    market.step(action(250)); // no units at 250: 5000 - 20 * 250
    const shown = [...market.observations];
    expect(shown[0]).toBeCloseTo((250 - 212.5) / (490 - 212.5), 6);
    expect(shown[1]).toBeCloseTo(Math.sqrt(75 / 480), 6); // 75 above 175
    expect(shown[2]).toBeCloseTo(-0.9, 6);
    expect(shown[3]).toBeCloseTo(2 / 19 - 1, 6);
    expect(shown[4]).toBe(1);
    market.step(action(150)); // 2000 + 1000 units
    expect(market.observations[1]).toBeCloseTo(-Math.sqrt(25 / 480), 6);
    expect(market.observations[4]).toBeCloseTo(2 * 0.7 - 1, 6);
  });

  test('stock limits what is sold and ends it once it is gone', () => {
    const market = marketWith({ hasStock: true, initialInventory: 2000 });
    const first = market.step(action(170));
    expect([first.units[0], first.inventory[0], first.terminated[0]]).toEqual([1600, 400, 0]);
    const second = market.step(action(170));
    expect([second.units[0], second.inventory[0], second.terminated[0]]).toEqual([400, 0, 1]);
  });

  test('noise is drawn from the seed, and every reset of an evaluation begins the same episode again', () => {
    const units = (market: MemoryMarket) =>
      Array.from({ length: 4 }, () => market.step(action(170)).units[0]!);
    const noisy = hiLoSetup({ demandNoise: 0.2 });
    const evaluation = new MemoryMarket(noisy, 1, 5, 'evaluation');
    const first = units(evaluation);
    evaluation.reset();
    expect(units(evaluation)).toEqual(first);
    expect(new Set(first).size).toBe(4);
    const training = new MemoryMarket(noisy, 1, 5, 'training');
    const drawn = units(training);
    training.reset();
    expect(units(training)).not.toEqual(drawn);
  });

  test('a state that is restored goes on as if nothing had happened', () => {
    const going = marketWith({ demandNoise: 0.3, hasStock: true }, 2, 3);
    going.step(Float32Array.of(-0.3, 0.4));
    const kept = structuredClone(going.state());
    const restored = marketWith({ demandNoise: 0.3, hasStock: true }, 2, 99);
    restored.restore(kept);
    expect([...restored.observations]).toEqual([...going.observations]);
    for (let day = 0; day < 5; day++) {
      const [a, b] = [going.step(Float32Array.of(-0.2, 0.1)), restored.step(Float32Array.of(-0.2, 0.1))];
      expect([...b.rewards]).toEqual([...a.rewards]);
      expect([...b.inventory]).toEqual([...a.inventory]);
    }
    expect(() => restored.restore({ ...kept, kind: 'demand' })).toThrow(
      'expected the state of 2 memory markets',
    );
  });
});

test.each([
  [{ days: 0 }, 'expected days to be a positive number, got 0'],
  [{ loss: -1 }, 'expected loss to be 0 or more, got -1'],
  [{ highestPrice: 10 }, 'expected a highest price above the lowest one, 10, got 10'],
  [{ priceStep: 500 }, 'expected a price step of at most 480, the range of prices, got 500'],
  [{ currentPrice: 5 }, 'expected a price now from 10 to 490, got 5'],
])('a market that cannot be says why: %o', (changes, words) => {
  expect(() => marketWith(changes)).toThrow(`Market with memory of "Hi-Lo": ${words}`);
});
