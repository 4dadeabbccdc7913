import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';

import { adviseCommand } from './advise-command.ts';
import { jsonOf, linesOf, testFolder } from './command-fixture.ts';
import { projectReadCommand } from './project-read-command.ts';
import { projectWriteCommand } from './project-write-command.ts';
import { scenarioCompareCommand } from './scenario-compare-command.ts';
import { scenarioKeepCommand } from './scenario-keep-command.ts';
import { scenarioListCommand } from './scenario-list-command.ts';

const catalogue = 'public/demo/catalogue.csv';
const { at, remove } = testFolder('scenario-test');
afterAll(remove);

interface Advice {
  readonly total: { readonly changed: number; readonly gainPerDay: { readonly value: number } };
  readonly products: readonly { readonly product: string; readonly recommendedPrice: number }[];
}
interface Kept {
  readonly scenario: string;
  readonly advice: { readonly lean: { readonly towards: string; readonly weight: number } | null };
  readonly total: Advice['total'];
}

test('scenario keep, compare, list: the prices of advise under a name, compared as the page compares, used again', async () => {
  const list = at('scenarios.json');
  const rules = at('rules.json');
  writeFileSync(rules, JSON.stringify({ all: { largestChangePercent: 4 } }));
  const keep = (...args: string[]) => jsonOf<Kept>(scenarioKeepCommand, catalogue, '--list', list, ...args);
  const bold = await keep('--name', 'Bold');
  const small = await keep('--name', 'Small steps', '--guardrails', rules, '--max-changes', '10');
  const unnamed = await keep('--goal', 'units>=1700');
  expect([bold, small, unnamed].map(({ scenario }) => scenario)).toEqual([
    'Bold',
    'Small steps',
    'Scenario 1',
  ]);
  expect(unnamed.advice.lean).toMatchObject({ towards: 'units' });

  const advised = await jsonOf<Advice>(adviseCommand, catalogue, '--agent', 'none');
  expect(bold.total).toEqual(advised.total);
  const again = await jsonOf<Advice>(
    adviseCommand,
    ...[catalogue, '--agent', 'none', '--scenarios', list, '--scenario', 'Small steps'],
  );
  expect(again.total).toEqual(small.total);
  expect(again.total.changed).toBe(10);
  const leaning = await jsonOf<Advice>(
    adviseCommand,
    ...[catalogue, '--agent', 'none', '--scenarios', list, '--scenario', 'Scenario 1'],
  );
  expect(leaning.total).toEqual(unnamed.total);

  const compared = await jsonOf<{
    readonly sentence: string;
    readonly scenarios: readonly { readonly name: string }[];
    readonly differing: readonly { readonly label: string; readonly words: Record<string, string> }[];
    readonly products: readonly {
      readonly product: string;
      readonly prices: Record<string, { readonly price: number | null; readonly currentPrice: number }>;
    }[];
  }>(scenarioCompareCommand, list, '--of', 'Bold', '--of', 'Small steps', '--csv', at('compared.csv'));
  expect(compared.sentence).toMatch(/^Bold gains most: \+[\d,]+ profit a day\.$/);
  expect(compared.differing).toContainEqual({
    label: 'Most changes',
    words: { Bold: 'any', 'Small steps': '10' },
  });
  expect(compared.differing.map(({ label }) => label)).toContain('Largest change');
  for (const { product, prices } of compared.products) {
    const of = ({ products }: Advice) => products.find((one) => one.product === product)!.recommendedPrice;
    // Without a price, where the rules allow none, today's stays.
    const kept = (name: string) => prices[name]!.price ?? prices[name]!.currentPrice;
    expect(kept('Bold')).toBe(of(advised));
    expect(kept('Small steps')).toBe(of(again));
  }
  expect(readFileSync(at('compared.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(
    1 + compared.products.length,
  );

  const valued = await jsonOf<{
    readonly scenarios: readonly {
      readonly total: { readonly gainPerDay: { readonly value: number } };
      readonly moreThan?: {
        readonly scenario: string;
        readonly perDay: { readonly value: number; readonly interval: readonly [number, number] };
        readonly probability: number;
      };
    }[];
  }>(scenarioCompareCommand, list, '--of', 'Bold', '--of', 'Small steps', '--sales', catalogue);
  const [base, small10] = valued.scenarios;
  expect(base!.moreThan).toBeUndefined();
  const { scenario, perDay, probability } = small10!.moreThan!;
  expect(scenario).toBe('Bold');
  // Of the same sales and fits: the difference of the two gains, and it is surely a loss.
  const gap = small10!.total.gainPerDay.value - base!.total.gainPerDay.value;
  expect(Math.abs(perDay.value / gap - 1)).toBeLessThan(0.05);
  expect(perDay.interval[1]).toBeLessThan(0);
  expect(probability).toBeLessThan(0.05);

  // Measured against another one: named or not among those compared, it comes first, and the difference turns round.
  for (const of of [
    ['--of', 'Bold', '--of', 'Small steps'],
    ['--of', 'Bold'],
  ]) {
    const turned = await jsonOf<typeof valued>(
      scenarioCompareCommand,
      ...[list, ...of, '--against', 'Small steps', '--sales', catalogue],
    );
    expect(turned.scenarios).toHaveLength(2);
    expect(turned.scenarios[0]!.moreThan).toBeUndefined();
    expect(turned.scenarios[1]!.moreThan!.scenario).toBe('Small steps');
    expect(turned.scenarios[1]!.moreThan!.perDay.value).toBeCloseTo(-perDay.value, 6);
  }
  await expect(linesOf(scenarioCompareCommand, list, '--against', 'Nobody')).rejects.toThrow(
    'scenario compare: --against: no scenario is called "Nobody"',
  );

  const table = (await linesOf(scenarioCompareCommand, list, '--table')).join('\n');
  expect(table).toMatch(/what it brings +\| +Bold \| +Small steps \| +Scenario 1 \|/);
  expect(table).toContain('| Leans to');

  // Into a project and out of it: the same scenarios.
  await linesOf(projectWriteCommand, catalogue, '--out', at('shop.pricinglab'), '--scenarios', list);
  await linesOf(projectReadCommand, at('shop.pricinglab'), '--out', at('shop'));
  expect(readFileSync(at('shop/scenarios.json'), 'utf8')).toBe(readFileSync(list, 'utf8'));

  const left = await linesOf(scenarioListCommand, list, '--forget', 'Bold');
  expect(left.map((line) => (JSON.parse(line) as Kept).scenario)).toEqual(['Small steps', 'Scenario 1']);
  expect(await linesOf(scenarioListCommand, list)).toHaveLength(2);
}, 120_000);

test('scenario: what cannot be is one sentence', async () => {
  const refused = (command: (args: readonly string[]) => Promise<void>, ...args: string[]) =>
    expect(linesOf(command, ...args)).rejects;
  const list = at('one.json');
  writeFileSync(list, JSON.stringify({ data: 'x', fileName: 'other.csv', scenarios: [] }));
  await refused(scenarioKeepCommand, catalogue, '--list', list).toThrow(
    'one.json is about other sales (other.csv): give the scenarios of catalogue.csv',
  );
  await refused(scenarioCompareCommand, list).toThrow('at least two scenarios are compared, got 0');
  await refused(scenarioListCommand, list, '--forget', 'Bold').toThrow(
    'scenario list: --forget: no scenario is kept in the file',
  );
  await refused(scenarioListCommand, catalogue).toThrow('expected scenarios as "scenario keep" writes them');
  await refused(adviseCommand, catalogue, '--scenario', 'Bold').toThrow('--scenarios SCENARIOS.json');
  await refused(adviseCommand, catalogue, '--scenarios', list, '--max-changes', '3').toThrow(
    'give --scenarios or --max-changes, not both',
  );
  await refused(projectWriteCommand, catalogue, '--out', at('p'), '--scenarios', list).toThrow(
    'is about other sales',
  );
  await refused(projectWriteCommand, catalogue, '--out', at('p'), '--scenarios', at('none.json')).toThrow(
    /none\.json/,
  );
});
