// What keeps the advice from the best schedule where prices over time matter: the exam once more, told parts of the truth.
//
// Of every product the lab is told its true elasticity, how its market answers over time (buyers' habit, or the rival's pace and what
// its price does), both, or neither; what it is not told it still draws from its fit, given what it was told. Whatever is
// missing with both told is the search and the level of demand.
//
// usage: tsx e2e/bench/exam-ablation.ts [--shops N] [--seed K], which prints a table

import { parseArgs } from 'node:util';

import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { usualLevel } from '../../src/core/decisions/recommendation.ts';
import { scenarioResult, type ShopResult } from '../../src/core/exam/exam-result.ts';
import { scenarios } from '../../src/core/exam/scenarios.ts';
import { median } from '../../src/core/statistics/summary.ts';
import { examinedShop } from '../../src/headless/exam-shop.ts';
import type { ToldTruth } from '../../src/headless/told-truth.ts';

const tellings: readonly { readonly what: string; readonly told: ToldTruth; readonly level: number }[] = [
  { what: 'neither', told: { elasticity: false, answer: false }, level: usualLevel },
  { what: 'neither, every change followed', told: { elasticity: false, answer: false }, level: 0.5 },
  { what: 'elasticity', told: { elasticity: true, answer: false }, level: usualLevel },
  { what: 'answer over time', told: { elasticity: false, answer: true }, level: usualLevel },
  { what: 'both', told: { elasticity: true, answer: true }, level: usualLevel },
];

const { values } = parseArgs({
  options: {
    shops: { type: 'string', default: '5' },
    seed: { type: 'string', default: '7001' },
    scenario: { type: 'string', default: 'memory,rivals that answer' },
  },
});

console.log('| scenario | told | of the best schedule (each shop) | value | losing | calendars |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const name of values.scenario.split(',')) {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`there is no scenario "${name}"`);
  for (const { what, told, level } of tellings) {
    const shops: ShopResult[] = [];
    for (let k = 0; k < Number(values.shops); k++)
      shops.push(
        await examinedShop(
          scenario,
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
    const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(0)} %`);
    const each = shares.map((share) => (100 * share).toFixed(0)).join(', ');
    console.log(
      `| ${name} | ${what} | ${percent(median(shares))} (${each}) | ${percent(advice.value)} | ${percent(advice.losingShare)} | ${schedules} of ${advice.moved} |`,
    );
  }
}
