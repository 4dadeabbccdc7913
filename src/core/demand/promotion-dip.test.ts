import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { dipSentence } from './demand-findings.ts';
import { historyFixture } from './history-fixture.ts';
import { dipAfter } from './lasting.ts';
import { afterPromotions, promotionDip } from './promotion-dip.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

test('afterPromotions: a week behind each, and nothing where too few end', () => {
  const promoted = Uint8Array.from({ length: 60 }, (_, t) => (t % 15 === 3 ? 1 : 0));
  const days = Int32Array.from({ length: 60 }, (_, t) => 100 + t);
  const rows = Array.from({ length: 60 }, (_, t) => t);
  const column = afterPromotions({ promoted }, days, rows, 1)!;
  expect([...column.slice(0, 15)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  expect(afterPromotions({ promoted: promoted.slice(0, 30) }, days.slice(0, 30), rows.slice(0, 30), 1)).toBe(
    null,
  );
});

test('promotionDip: shares of units', () => {
  const dip = promotionDip({ value: Math.log(0.8), standardError: 0.05 }, 1);
  expect(dip.change).toBeCloseTo(-0.2, 9);
  expect(dip.interval[0]).toBeCloseTo(0.8 * Math.exp(-0.098) - 1, 4);
  expect(dip.days).toBe(7);
  expect(dipSentence(dip)).toBe(
    "In the week after a promotion 20 % less is sold than usual (-27 % to -12 %): part of the promotion's sales is brought forward from the days after it.",
  );
  expect(dipSentence({ change: -0.02, interval: [-0.1, 0.06], days: 14 })).toBe(
    'In the 14 days after a promotion no dip can be detected (-10 % to +6 %).',
  );
});

test('dipAfter: five days at a fifth off make 91.8 % of the price the usual one', () => {
  // 1 - 0.2 * (1 - 0.9^5) = 0.9181
  expect(dipAfter(1, { retention: 0.9, lossFactor: 1.5 })).toBeCloseTo(0.9181 ** 1.5 - 1, 4);
});

/** Four days of promotion a month, after which `dip` of a week's sales is missing; the regular price moves too. */
function shop(seed: number, dip: number) {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  for (let t = 0; t < 360; t++) {
    const regular = [10, 10.6, 9.4][Math.floor(t / 45) % 3]!;
    const inMonth = t % 30;
    const isOn = inMonth >= 10 && inMonth < 14;
    const isAfter = inMonth >= 14 && inMonth < 21;
    price.push(isOn ? Math.round(80 * regular) / 100 : regular);
    const mean = 30 * (price[t]! / 10) ** -2 * (isOn ? 1.4 : 1) * (isAfter ? 1 - dip : 1);
    units.push(poissonCount(random, mean));
  }
  return historyFixture({ price, units });
}

test('a dip after promotions is found where there is one and its interval holds it, and none elsewhere', () => {
  let covered = 0;
  let claimed = 0;
  for (let seed = 0; seed < 30; seed++) {
    const { found } = summarizeProductDemand(shop(seed, 0.25));
    const [low, high] = found!.promotions!.dip!.interval;
    if (low <= -0.25 && -0.25 <= high) covered++;
    if (summarizeProductDemand(shop(seed, 0)).found!.promotions!.dip!.interval[1] < 0) claimed++;
  }
  expect(covered).toBeGreaterThanOrEqual(26);
  expect(claimed).toBeLessThanOrEqual(3);
  const { sentences } = summarizeProductDemand(shop(1, 0.25)).found!;
  expect(sentences.join(' ')).toMatch(/In the week after a promotion \d+ % less is sold than usual/);
}, 60_000);

test('rows that are joined on nearly every day are said, with what would settle it', () => {
  const random = new Random(2);
  const price = Array.from({ length: 120 }, (_, t) => [9, 10, 11][Math.floor(t / 6) % 3]!);
  const units = price.map((charged) => poissonCount(random, 20 * (charged / 10) ** -2));
  const history = historyFixture({ price, units });
  expect(summarizeProductDemand(history).found!.sentences.join(' ')).not.toContain('tells apart');
  expect(summarizeProductDemand({ ...history, rowsJoined: 3 }).found!.sentences[0]).toMatch(
    /^Nearly every day combines 3 rows of the file, as if 3 stores had no column to separate them/,
  );
});
