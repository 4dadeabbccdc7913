// `lab ab-simulation [--tests 2000] [--seed 1]`: price tests on simulated shops, so that what the lab promises of them
// can be checked: false positives at 5 %, looked at once and looked at after every pair, intervals that hold the truth, tests
// as strong as planned.

import { pairsNeeded } from '../../core/experiments/test-size.ts';
import type { TestDesign } from '../../core/experiments/assignment.ts';
import type { Effect } from '../../core/experiments/read-out.ts';
import {
  expectedUnits,
  randomShop,
  simulatedScatter,
  simulatedTest,
  type SimulatedShop,
} from '../../core/experiments/simulate-tests.ts';
import { Random } from '../../core/random.ts';
import { readLine } from '../command.ts';
import { abSimulationLine } from '../lines/checking-lines.ts';

const priceA = 20;
const unitCost = 12;
const plannedPower = 0.8;
/** Few units make ties between flips, and ties make the exact test careful: its rate falls below 5 %. */
const levels = [
  { name: '2 to 5', below: 5 },
  { name: '5 to 20', below: 20 },
  { name: 'over 20', below: Infinity },
];
/** Longer tests than two years are not planned. */
const mostPairs = 365;
/** Fortnights of the simulated tests: four weeks to twelve. */
const fortnightChoices = [2, 3, 4, 6];

/** @throws Error in one sentence for an unknown option or a number out of range. */
export function abSimulationCommand(args: readonly string[]): Promise<void> {
  const { tests, seed } = readLine(abSimulationLine, args).values;
  const random = new Random(seed).fork('ab-simulation');
  const kinds = [
    { name: 'day by day', holdDays: 1, shops: [] },
    { name: 'week by week', holdDays: 7, shops: ['North', 'South', 'East', 'West'] },
  ] as const;
  const claimed = { units: 0, profit: 0 };
  let toldDaily = 0;
  const byLevel = levels.map(({ name }) => ({ name, tests: 0, units: 0 }));
  const byKind = kinds.map(({ name }) => ({ name, tests: 0, units: 0, profit: 0 }));
  for (let test = 0; test < tests; test++) {
    const stream = random.fork(`test ${test}`);
    const k = test % kinds.length;
    const fortnights = fortnightChoices[stream.integer(fortnightChoices.length)]!;
    const design = designOf({ ...kinds[k]!, fortnights, priceB: priceA, seed: stream.integer(2 ** 30) });
    const shop = randomShop(stream);
    const { effects, daily } = simulatedTest(design, shop, unitCost, stream);
    if (daily.state === 'told') toldDaily++;
    const level = byLevel[levels.findIndex(({ below }) => shop.level < below)]!;
    byKind[k]!.tests++;
    level.tests++;
    if (effectOf(effects, 'units').pValue <= 0.05) level.units++;
    for (const measure of ['units', 'profit'] as const)
      if (effectOf(effects, measure).pValue <= 0.05) {
        claimed[measure]++;
        byKind[k]![measure]++;
      }
  }
  const planned = plannedTests(Math.max(40, Math.floor(tests / 5)), random.fork('planned'));
  const share = (count: number, of: number) => Number((count / of).toFixed(4));
  console.log(
    JSON.stringify(
      {
        tests,
        seed,
        falsePositives: { units: share(claimed.units, tests), profit: share(claimed.profit, tests) },
        lookedAtDaily: { profit: share(toldDaily, tests) },
        standardError: Number(Math.sqrt((0.05 * 0.95) / tests).toFixed(4)),
        byDesign: byKind.map((kind) => ({
          design: kind.name,
          tests: kind.tests,
          units: share(kind.units, kind.tests),
          profit: share(kind.profit, kind.tests),
        })),
        byUnitsADay: byLevel.map((level) => ({
          unitsADay: level.name,
          tests: level.tests,
          units: share(level.units, level.tests),
        })),
        planned: {
          tests: planned.tests,
          plannedPower,
          foundShare: share(planned.found, planned.tests),
          foundDaily: share(planned.foundDaily, planned.tests),
          /** Pairs until told, of those planned, where told. */
          meanShareUntilTold: share(planned.shareUntilTold, planned.foundDaily),
          intervalCoverage: share(planned.covered, planned.tests),
        },
      },
      null,
      1,
    ),
  );
  return Promise.resolve();
}

/**
 * Tests of a real difference, each as long as the size formula asks for. The pairs' scatter comes from a long test of
 * the same shop; the effect on profit is the one that the simulation has by construction.
 */
function plannedTests(tests: number, random: Random) {
  let found = 0;
  let foundDaily = 0;
  let shareUntilTold = 0;
  let covered = 0;
  let counted = 0;
  for (let test = 0; test < tests; test++) {
    const stream = random.fork(`test ${test}`);
    const shop: SimulatedShop = { ...randomShop(stream), level: 5 + 40 * stream.uniform() };
    const priceB = priceA * (stream.uniform() < 0.5 ? 0.85 : 1.15);
    const design = (seed: number, fortnights: number) =>
      designOf({ holdDays: 1, shops: [], fortnights, priceB, seed });
    const effect =
      expectedUnits(shop, priceB / priceA) * (priceB - unitCost) -
      expectedUnits(shop, 1) * (priceA - unitCost);
    const scatter = simulatedScatter(design(1, 100), shop, unitCost, stream.fork('past'));
    const pairs = Math.min(mostPairs, pairsNeeded(effect, scatter, plannedPower));
    if (pairs === mostPairs) continue; // an effect too small for any shop's patience
    const { effects, daily } = simulatedTest(
      design(2, Math.ceil(pairs / 7)),
      shop,
      unitCost,
      stream.fork('test'),
    );
    const outcome = effectOf(effects, 'profit');
    if (outcome.pValue <= 0.05) found++;
    if (daily.toldAfter !== null) {
      foundDaily++;
      shareUntilTold += daily.toldAfter / daily.plannedPairs;
    }
    if (outcome.interval[0] <= effect && effect <= outcome.interval[1]) covered++;
    counted++;
  }
  return { tests: counted, found, foundDaily, shareUntilTold, covered };
}

function designOf(
  changes: Pick<TestDesign, 'holdDays' | 'shops' | 'fortnights' | 'priceB' | 'seed'>,
): TestDesign {
  // 2026-01-05 is a Monday.
  return { productId: 'SKU-1', productName: 'A product', priceA, firstDay: 20458, ...changes };
}

function effectOf(effects: readonly Effect[], measure: Effect['measure']): Effect {
  return effects.find((effect) => effect.measure === measure)!;
}
