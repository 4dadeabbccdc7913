// `lab test plan FILE`: a test of two or three prices of a product, as the page's Experiments plans it.

import { existsSync } from 'node:fs';

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { assignDays, planSpan } from '../../core/experiments/assignment.ts';
import { isHopeless, planAlternatives } from '../../core/experiments/plan-alternatives.ts';
import { planCsv } from '../../core/experiments/plan-csv.ts';
import {
  plannedPower,
  proposePlan,
  type PlanForm,
  type PlanProposal,
} from '../../core/experiments/plan-proposal.ts';
import { newTest, testId, withTest } from '../../core/experiments/price-test.ts';
import { dayOfMoment, isoDate } from '../../core/table/day-numbers.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { readLine, type OptionValues } from '../command.ts';
import { testPlanLine } from '../lines/watching-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { readTestsFile, writeTestsFile } from '../tests-file.ts';
import { writeOut } from '../write-file.ts';

/** @throws Error in one sentence for a bad option or file, and for a plan that cannot be carried out. */
export async function testPlanCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(testPlanLine, args);
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const place = placeOf(dataset, values.product);
  const history = dataset.histories[place]!;
  const demand = summarizeDemand(dataset.histories)[place]!;
  const form = formOf(values, history.daysPerRow >= 2);
  const today = dayOfMoment(Date.now());
  const plan = proposePlan(form, history, demand, today);
  if (plan.problem !== null) throw new Error(`test plan: ${plan.problem}`);
  const { design, unitCost } = plan;
  const days = assignDays(design);
  console.log(
    JSON.stringify(
      {
        test: testId(design),
        ...entryOf(plan),
        unitCost,
        firstDay: isoDate(design.firstDay),
        span: planSpan(days),
        days: days.length,
        shops: design.shops,
        isHopeless: isHopeless(plan),
        alternatives: planAlternatives(form, history, demand, today).map((one) => entryOf(one.plan)),
      },
      null,
      1,
    ),
  );
  if (values.csv !== undefined) await writePlan(values.csv, planCsv(design, days));
  if (values.list === undefined) return;
  const tests = existsSync(values.list) ? await readTestsFile(values.list, 'test plan') : [];
  await writeTestsFile(values.list, withTest(tests, newTest(design, unitCost)), 'test plan');
}

function placeOf({ histories, fileName }: Dataset, wanted: string | undefined): number {
  const names = () =>
    histories
      .slice(0, 5)
      .map(({ product }) => `"${product.id}"`)
      .join(', ');
  if (histories.length === 0) throw new Error(`test plan: ${fileName} has no product with enough days`);
  if (wanted === undefined) {
    if (histories.length === 1) return 0;
    throw new Error(
      `test plan: ${fileName} has ${histories.length} products; say with --product which, such as ${names()}`,
    );
  }
  const place = histories.findIndex(({ product }) => product.id === wanted || product.name === wanted);
  if (place < 0) throw new Error(`test plan: ${fileName} has no product "${wanted}"; it has ${names()}`);
  return place;
}

function formOf(values: OptionValues<typeof testPlanLine.options>, isCoarse: boolean): PlanForm {
  const hold = values.hold ?? (isCoarse ? 'week' : 'day');
  if (isCoarse && hold === 'day')
    throw new Error('test plan: --hold day asks for single days, and the file has a row a week or more');
  return {
    priceA: values['price-a'] ?? null,
    priceB: values['price-b'] ?? null,
    priceC: values['price-c'] ?? null,
    measure: values.measure ?? null,
    holdDays: hold === 'week' ? 7 : 1,
    fortnights: values.fortnights ?? null,
    effect: values.effect ?? null,
    shops: values.shops ?? '',
    firstDay: values.from ?? null,
    seed: values.seed,
  };
}

function entryOf({ design, measure, facts, ...plan }: PlanProposal) {
  return {
    product: design.productId,
    name: design.productName,
    prices: [design.priceA, design.priceB, ...(design.priceC === undefined ? [] : [design.priceC])],
    measure,
    holdDays: design.holdDays,
    fortnights: design.fortnights,
    pairs: plan.pairs,
    effect: plan.effect,
    expectedEffect: plan.expectedEffect,
    neededFortnights: plan.neededFortnights,
    plannedPower,
    power: plan.power,
    smallestEffect: plan.smallestEffect,
    expectedCost: plan.expectedCost,
    /** Why the past cannot say how long it must be. */
    unknown: typeof facts === 'string' ? facts : null,
  };
}

async function writePlan(path: string, text: string): Promise<void> {
  await writeOut('test plan', path, text);
  process.stderr.write(`Wrote ${path}.\n`);
}
