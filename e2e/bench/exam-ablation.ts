// What keeps the advice from the best prices, and from the best schedule where prices over time matter: the exam once more, told parts of
// the truth.
//
// Of every product the lab is told its true elasticity, how its market answers over time (buyers' habit, or the rival's pace and what
// its price does), both, or neither; what it is not told it still draws from its fit, given what it was told. Whatever is
// missing with both told is the search and the level of demand. "All but its own numbers" is the bound of what a file can tell: how buyers
// remember, how exponents and each category's elasticities are distributed are told, and of a product alone its own days speak. With
// --days the files of memory are as long as that.
//
// Where elasticities drift, "elasticity of the file's days" is what a file without noise would tell of its days on average; from there to
// "elasticity", that of the coming days, is what moved.
//
// usage: tsx e2e/bench/exam-ablation.ts [--shops N] [--seed K] [--scenario NAME,NAME] [--told "WHAT;WHAT"] [--days N], which prints a table

import { parseArgs } from 'node:util';

import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { usualLevel } from '../../src/core/decisions/recommendation.ts';
import { scenarioResult, type ShopResult } from '../../src/core/exam/exam-result.ts';
import { scenarios } from '../../src/core/exam/scenarios.ts';
import { memory, memoryShop } from '../../src/core/exam/scenarios/memory-scenario.ts';
import type { Scenario } from '../../src/core/exam/shop.ts';
import { mean, median } from '../../src/core/statistics/summary.ts';
import { examinedShop } from '../../src/headless/exam-shop.ts';
import type { ToldTruth } from '../../src/headless/told-truth.ts';

const nothing: ToldTruth = { elasticity: false, fileElasticity: false, answer: false, kin: false };
interface Telling {
  readonly what: string;
  readonly told: ToldTruth;
  readonly level: number;
  /** Asked only where prices over time matter, or only where they do not; absent: everywhere. */
  readonly isDynamic?: boolean;
}

const tellings: readonly Telling[] = [
  { what: 'neither', told: nothing, level: usualLevel },
  { what: 'neither, every change followed', told: nothing, level: 0.5 },
  { what: 'all but its own numbers', told: { ...nothing, kin: true }, level: usualLevel },
  {
    what: "elasticity of the file's days",
    told: { ...nothing, fileElasticity: true },
    level: usualLevel,
    isDynamic: false,
  },
  { what: 'elasticity', told: { ...nothing, elasticity: true }, level: usualLevel },
  { what: 'answer over time', told: { ...nothing, answer: true }, level: usualLevel, isDynamic: true },
  {
    what: 'both',
    told: { ...nothing, elasticity: true, answer: true },
    level: usualLevel,
    isDynamic: true,
  },
];

const { values } = parseArgs({
  options: {
    shops: { type: 'string', default: '5' },
    seed: { type: 'string', default: '7001' },
    scenario: { type: 'string', default: 'memory,rivals that answer' },
    told: { type: 'string', default: tellings.map(({ what }) => what).join(';') },
    days: { type: 'string' },
  },
});
const asked = values.told.split(';');
const unknown = asked.find((what) => tellings.every((one) => one.what !== what));
if (unknown !== undefined)
  throw new Error(
    `--told "${unknown}" is none of "${tellings.map(({ what }) => what).join('", "')}", separated by semicolons`,
  );

/** The scenario with files of that many days; as it is where none are asked for. */
function ofDays(scenario: Scenario, days: string | undefined): Scenario {
  if (days === undefined) return scenario;
  if (scenario.name !== memory.name) throw new Error(`--days lengthens the files of "${memory.name}" alone`);
  return { ...scenario, make: (random) => memoryShop(random, Number(days)) };
}

console.log(
  '| scenario | told | of the best schedule (each shop) | on average | value (each shop) | on average | losing | calendars |',
);
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const name of values.scenario.split(',')) {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`there is no scenario "${name}"`);
  for (const { what, told, level, isDynamic = scenario.isDynamic } of tellings) {
    if (!asked.includes(what) || isDynamic !== scenario.isDynamic) continue;
    const shops: ShopResult[] = [];
    for (let k = 0; k < Number(values.shops); k++)
      shops.push(
        await examinedShop(
          ofDays(scenario, values.days),
          Number(values.seed) + k,
          {
            guardrails: defaultGuardrails,
            agent: null,
            steps: null,
            seed: 1,
            level,
            say: () => undefined,
          },
          told,
        ),
      );
    const { advice, schedules } = scenarioResult(shops);
    const shares = shops.flatMap(({ judgement }) => judgement.scheduleValue ?? []);
    const worth = shops.flatMap(({ judgement }) => judgement.advice.value ?? []);
    console.log(
      `| ${name} | ${what} | ${middle(shares)} | ${percent(average(shares))} | ${middle(worth)} | ${percent(average(worth))} | ${percent(advice.losingShare)} | ${schedules} of ${advice.moved} |`,
    );
  }
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(0)} %`;
}

function average(shares: readonly number[]): number | null {
  return shares.length === 0 ? null : mean(shares);
}

/** The median, and all of them. */
function middle(shares: readonly number[]): string {
  if (shares.length === 0) return '-';
  return `${percent(median(shares))} (${shares.map((share) => (100 * share).toFixed(0)).join(', ')})`;
}
