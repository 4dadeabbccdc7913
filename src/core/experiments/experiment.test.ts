// A price test from its plan to its read-out.

import { expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { Random } from '../random.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import { assignDays, designProblem, type TestDesign } from './assignment.ts';
import { planCsv } from './plan-csv.ts';
import { readOut } from './read-out.ts';
import { memorySource } from '../table/byte-source.ts';
import { readResultFile } from './result-file.ts';
import { randomShop, simulatedTest } from './simulate-tests.ts';
import { pairsNeeded, powerOf, smallestEffect, testFacts } from './test-size.ts';

const design: TestDesign = {
  productId: '=SKU',
  productName: 'Tea',
  priceA: 10,
  priceB: 11,
  firstDay: 20458, // 2026-01-05, a Monday
  fortnights: 2,
  holdDays: 1,
  shops: [],
  seed: 3,
};
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, plan = null as ReturnType<typeof assignDays> | null) =>
  readResultFile(memorySource('result.csv', bytes(text)), plan);

/** The plan's CSV with units filled in. */
function filled(given: TestDesign, unitsOf: (arm: string, i: number) => number): string {
  return planCsv(given, assignDays(given))
    .split('\r\n')
    .map((line, i) => {
      const cells = line.split(',');
      const arm = cells[cells.length - 5]!;
      return i === 0 || line === '' ? line : line.replace(/,,,$/, `,${unitsOf(arm, i)},,`);
    })
    .join('\r\n');
}

test('assignDays: every pair is the same weekday of two neighbouring weeks, once at each price', () => {
  const plan = assignDays(design);
  expect(plan).toHaveLength(28);
  for (const pair of new Set(plan.map((day) => day.pair))) {
    const [first, second] = plan.filter((day) => day.pair === pair);
    expect(second!.day - first!.day).toBe(7);
    expect(weekdayOf(first!.day)).toBe(weekdayOf(second!.day));
    expect(new Set([first!.arm, second!.arm])).toEqual(new Set(['A', 'B']));
  }
  expect(plan.filter(({ arm }) => arm === 'B').every(({ price }) => price === 11)).toBe(true);
});

test('assignDays: the same seed gives the same plan, every coin is fair, shops have coins of their own', () => {
  expect(assignDays(design)).toEqual(assignDays(design));
  const firsts = Array.from({ length: 400 }, (_, seed) => assignDays({ ...design, seed })[0]!.arm);
  const heads = firsts.filter((arm) => arm === 'A').length;
  expect(Math.abs(heads - 200)).toBeLessThan(40); // four standard deviations of 10
  const shops = assignDays({ ...design, shops: ['North', 'South'] });
  const armsOf = (shop: string) => shops.filter((day) => day.shop === shop).map(({ arm }) => arm);
  expect(armsOf('North')).toHaveLength(28);
  expect(armsOf('North')).not.toEqual(armsOf('South'));
});

test('assignDays: whole weeks keep one price', () => {
  const plan = assignDays({ ...design, holdDays: 7, fortnights: 3 });
  for (let week = 0; week < 6; week++)
    expect(new Set(plan.slice(7 * week, 7 * week + 7).map(({ arm }) => arm)).size).toBe(1);
  expect(new Set(plan.map(({ pair }) => pair)).size).toBe(3);
});

test('designProblem: too few pairs, equal prices and repeated shops are sentences', () => {
  expect(designProblem(design)).toBeNull();
  expect(designProblem({ ...design, priceB: 10.001 })).toMatch(/the same/);
  expect(designProblem({ ...design, holdDays: 7 })).toMatch(
    /^2 pairs cannot show an effect at the 5 % level/,
  );
  expect(designProblem({ ...design, shops: ['North', 'North'] })).toMatch(/same name/);
});

test('planCsv: one line a day, and cells that a spreadsheet would run are defused', () => {
  const lines = planCsv(design, assignDays(design)).trim().split('\r\n');
  expect(lines).toHaveLength(29);
  expect(lines[0]).toBe('date,weekday,product_id,pair,arm,price,units,sales,profit');
  expect(lines[1]).toMatch(/^2026-01-05,Monday,'=SKU,1,[AB],1[01]\.00,,,$/);
});

test('from the plan to the read-out: the effect is the mean difference of the pairs', async () => {
  const result = await read(filled(design, (arm, i) => (arm === 'B' ? 8 : 10) + (i % 2)));
  const out = readOut(result, 6);
  // Profit at A: 4 a unit, at B: 5 a unit; 10.5 and 8.5 units on average: 42 and 42.5.
  expect(out.pairs).toBe(14);
  expect(out.effects.map(({ measure }) => measure)).toEqual(['profit', 'revenue', 'units']);
  const units = out.effects[2]!;
  expect(units.effect).toBeCloseTo(units.atB - units.atA, 9);
  expect(units.effect).toBeCloseTo(-2, 0);
  expect(units.pValue).toBeLessThan(0.01);
  expect(units.interval[1]).toBeLessThan(0);
  expect(out.sentence).toMatch(/profit/);
  expect(out.warnings).toEqual([]);
});

test('readOut: without a cost the sentence is about revenue, and a clear effect says so', async () => {
  const out = readOut(await read(filled(design, (arm, i) => (arm === 'B' ? 5 : 20) + (i % 3))), null);
  expect(out.effects.map(({ measure }) => measure)).toEqual(['revenue', 'units']);
  expect(out.sentence).toMatch(
    /^Price B brought [\d.]+ less revenue a day than price A \(-[\d.]+ %\); 95 % interval/,
  );
});

test('readOut: open days and half pairs are counted, too few pairs are a sentence', async () => {
  const lines = filled(design, (_, i) => 10 + i).split('\r\n');
  const half = lines.map((line, i) => (i > 21 && line ? line.replace(/,\d+,,$/, ',,,') : line)).join('\r\n');
  const result = await read(half);
  expect(result.openRows).toBe(7);
  const out = readOut(result, null);
  expect(out).toMatchObject({ pairs: 7, incompletePairs: 7 });
  expect(out.warnings[0]).toBe('7 pairs have days of one price only and are left out.');
  // Eleven days: the last four meet their partners of the first week.
  const few = await read(lines.slice(0, 12).join('\r\n'));
  expect(() => readOut(few, null)).toThrow(
    '"result.csv" has 4 complete pairs of days with both prices; at least 6 are needed for a result.',
  );
});

test('readResultFile: other headers, delimiters and decimal signs are understood', async () => {
  const { days } = await read(
    'Datum;Filiale;Gruppe;Páar;Preis;Units;Umsatz\n05.01.2026;Nord;Control;1;10,00;12;120,00\n12.01.2026;Nord;Treatment;1;11,00;9;99,00',
  );
  expect(days).toEqual([
    { day: 20458, shop: 'Nord', pair: '1', arm: 'A', price: 10, units: 12, sales: 120, profit: NaN },
    { day: 20465, shop: 'Nord', pair: '1', arm: 'B', price: 11, units: 9, sales: 99, profit: NaN },
  ]);
});

test('readResultFile: a file without pairs takes them from the plan', async () => {
  const plan = assignDays(design);
  const text = [
    'date,arm,units',
    ...plan.map(({ arm }, i) => `2026-01-${String(5 + i).padStart(2, '0')},${arm},3`),
  ];
  // The plan's 28 days run from 5 January to 1 February.
  const january = text.slice(0, 28).join('\n');
  expect((await read(january, plan)).days[0]).toMatchObject({ pair: '1' });
  await expect(read('date,arm,units\n2025-01-05,A,3', plan)).rejects.toThrow(
    'Row 2: 2025-01-05 is not a day of the plan; choose the result of this plan, or a file with the column "pair".',
  );
});

test.each([
  ['', '"result.csv" is empty; choose the plan with its results filled in.'],
  [
    'date,price,units\n2026-01-05,10,4',
    '"result.csv" has the columns "date", "price", "units"; missing: the price group (such as "arm", with A or B), ' +
      'the pair of each day (the column "pair" of the plan, which says what was drawn together). ' +
      'Fill in the plan that the lab wrote, or use its column names.',
  ],
  ['date,pair,arm,units\n2026-01-05,1,D,4', 'Row 2, column "arm": expected A, B or C, got "D".'],
  ['date,pair,arm,units\n2026-01-05,1,A,many', 'Row 2, column "units": expected a number, got "many".'],
  [
    'date,pair,arm,units\n2026-01-05,1,A,-4',
    'Row 2, column "units": expected units of at least 0, got "-4".',
  ],
  ['date,pair,arm,units\n5th,1,A,4', 'Row 2, column "date": expected a date such as 2026-01-31, got "5th".'],
  [
    'date,pair,arm,units\n2026-01-05,1,A,4\n2026-01-05,1,B,4',
    '2026-01-05 appears twice in the file; add its rows up, or name the shops in a column "shop".',
  ],
])('readResultFile: refuses %j', async (text, sentence) => {
  await expect(read(text)).rejects.toThrow(sentence);
});

test('test size: the formula and its inverses agree', () => {
  // 1.04 ((1.95996 + 0.84162)^2 * (10 / 5)^2 + 1.95996^2 / 2) = 1.04 * (31.4 + 1.92) = 34.7
  expect(pairsNeeded(5, 10, 0.8)).toBe(35);
  expect(powerOf(35, 5, 10)).toBeCloseTo(0.804, 3);
  expect(smallestEffect(35, 10, 0.8)).toBeCloseTo(4.974, 2); // 2.80158 * 10 / sqrt(35 / 1.04 - 1.92)
  expect(smallestEffect(1, 10, 0.8)).toBe(Infinity);
});

test('testFacts: the scatter of the pairs is measured as the test will form them', () => {
  // Two weeks in turn: 10 and 14 units every day, price 10 throughout: each pair differs by 4.
  const units = Array.from({ length: 70 }, (_, t) => (Math.floor(t / 7) % 2 === 0 ? 10 : 14));
  const history = historyFixture({ price: units.map(() => 10), units, unitCost: 6 });
  const demand = {
    productId: 'a',
    marketElasticity: -1,
    marketElasticityError: 0,
    referencePrice: 10,
    baseUnits: 12,
    level: { slope: 0, standardError: 0 },
  };
  const wish = { priceA: 10, priceB: 20, holdDays: 1, measure: 'units' } as const;
  const semiLog = {
    value: 1,
    standardError: 0,
    shapes: [{ share: 1, value: 1, standardError: 0 }],
    elasticityShift: 0,
    levelShift: 0,
  };
  const facts = testFacts(history, demand, wish);
  const doubted = testFacts(history, { ...demand, marketElasticityError: 0.5 }, wish);
  // Variance of a pair 16: half for A; B sells half as much: 8 + 4 = 12. Expected units: 12 and 6.
  expect(facts).toMatchObject({ atA: 12, atB: 6, pairsSeen: 63 });
  expect(typeof facts === 'object' && facts.pairDeviation).toBeCloseTo(Math.sqrt(12), 9);
  // 12 exp(-log 2 + 0.5^2 log(2)^2 / 2) = 6.37 is the mean over the curves: what Prices counts with.
  expect(typeof doubted === 'object' && Math.abs(doubted.atB - 6.37)).toBeLessThan(0.15);
  const steep = testFacts(history, { ...demand, steepening: semiLog }, wish);
  // 12 exp(-(2 - 1)) where the elasticity grows as the price does.
  expect(typeof steep === 'object' && steep.atB).toBeCloseTo(12 * Math.exp(-1), 9);
  const profit = testFacts(history, demand, { ...wish, measure: 'profit' });
  expect(profit).toMatchObject({ atA: 48, atB: 84 }); // 12 * 4 and 6 * 14
  expect(testFacts({ ...history, unitCost: null }, demand, { ...wish, measure: 'profit' })).toMatch(
    /no cost/,
  );
  expect(testFacts({ ...history, daysPerRow: 7 }, demand, wish)).toMatch(/week by week/);
  expect(testFacts(history, demand, { ...wish, priceB: 0.01 })).toBe(
    '0.01 is far from every price of the past (10.00 to 10.00), which says nothing about it: choose a price from 5.00 to 20.00.',
  );
});

test('price tests of two equal prices claim an effect in about 5 of 100', () => {
  const random = new Random(11);
  let claimed = 0;
  const tests = 400;
  for (let i = 0; i < tests; i++) {
    const stream = random.fork(`test ${i}`);
    const equal = { ...design, priceB: design.priceA, fortnights: 1 + (i % 2), seed: i };
    const out = simulatedTest(equal, randomShop(stream), 6, stream);
    if (out.effects[0]!.pValue <= 0.05) claimed++;
  }
  // An exact test never exceeds 5 %; four standard errors of sqrt(0.05 * 0.95 / 400) = 0.011 above it.
  expect(claimed / tests).toBeLessThan(0.05 + 4 * 0.011);
  expect(claimed / tests).toBeGreaterThan(0.01);
});

test('readOut on the way: the plan says how far it is, and a difference is told only across the line', async () => {
  const long = { ...design, fortnights: 4 };
  const days = 8 + 14; // a fortnight, and the first day of the pairs' second week and all before it
  const onTheWay = (unitsOf: (arm: string, i: number) => number) =>
    filled(long, unitsOf)
      .split('\r\n')
      .map((line, i) => (i > days && line ? line.replace(/,[\d.]+,,$/, ',,,') : line))
      .join('\r\n');
  const equal = readOut(await read(onTheWay((arm, i) => 20 + ((i * 7) % 5) + (arm === 'B' ? -2 : 0))), null);
  expect(equal.pairs).toBe(8);
  expect(equal.daily).toMatchObject({
    plannedPairs: 28,
    lastDay: 20458 + 55,
    isPlanned: true,
    state: 'open',
  });
  expect(equal.daily.sentence).toMatch(
    /^You may look every day: the evidence so far does not cross the line that keeps false alarms at 5 % \(.* after 8 of 28 pairs; .*\)\. It will be decided on 2026-03-01 at the latest\.$/,
  );
  expect(equal.sentence).toMatch(/^Not decided yet: price B is at [+-][\d.]+ revenue a day/);

  const text = filled(long, (arm, i) => (arm === 'B' ? 5 : 20) + (i % 3));
  const told = readOut(await read(text, assignDays(long)), null).daily;
  expect(told).toMatchObject({ state: 'told', isPlanned: true });
  expect(told.toldAfter).toBeLessThan(28);
  expect(told.sentence).toContain(`first after ${told.toldAfter} of 28 pairs`);
  const withoutPlan = readOut(await read(text), null).daily;
  expect(withoutPlan).toMatchObject({ state: 'told', isPlanned: false });
  expect(withoutPlan.sentence).toMatch(/^Read as a test at its planned end: the evidence crosses/);
});

test('readResultFile: a plan of another test is not what this one was planned for', async () => {
  const text = filled(design, (_, i) => 10 + i);
  const same = await read(text, assignDays(design));
  expect(same.planned).toEqual({ pairs: 14, lastDay: 20458 + 27 });
  expect((await read(text, assignDays({ ...design, firstDay: 20500 }))).planned).toBeNull();
});
