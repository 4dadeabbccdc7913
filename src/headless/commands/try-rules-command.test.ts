import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';

import { adviseCommand } from './advise-command.ts';
import { jsonOf, linesOf, testFolder } from './command-fixture.ts';
import { decideCommand } from './decide-command.ts';
import { tryRulesCommand } from './try-rules-command.ts';

const catalogue = 'public/demo/catalogue.csv';
const { at, remove } = testFolder('try-rules-test');
afterAll(remove);

interface Tried {
  readonly product: string;
  readonly price: number | null;
  readonly trail: readonly object[];
  readonly bindingRule: string | null;
  readonly infeasible: string | null;
  readonly facts: { readonly changesLastWeek: number };
}
const tried = async (...args: string[]) =>
  (await linesOf(tryRulesCommand, catalogue, ...args)).map((line) => JSON.parse(line) as Tried);

test('try-rules: the price that a recommendation asked for goes the same way through the rules', async () => {
  writeFileSync(at('plain.json'), JSON.stringify({ all: { largestChangePercent: 7 } }));
  const { products } = await jsonOf<{
    readonly products: readonly {
      readonly product: string;
      readonly action: string;
      readonly askedPrice: number;
      readonly recommendedPrice: number;
      readonly trail: readonly object[];
      readonly bindingRule: string | null;
    }[];
  }>(adviseCommand, catalogue, '--agent', 'none', '--guardrails', at('plain.json'));
  const some = products.filter(({ action }) => action === 'change').slice(0, 12);
  const answers = await tried(
    '--guardrails',
    at('plain.json'),
    ...some.flatMap(({ product, askedPrice }) => ['--price', `${product}=${askedPrice}`]),
  );
  expect(answers).toHaveLength(12);
  some.forEach(({ recommendedPrice, trail, bindingRule }, i) =>
    expect(answers[i]).toMatchObject({ price: recommendedPrice, trail, bindingRule }),
  );
}, 60_000);

test('try-rules: accepted prices count as changes, contradictions are named, tables say the same', async () => {
  const log = at('log.jsonl');
  await linesOf(decideCommand, catalogue, '--log', log, '--accept', 'KIT-204');
  const before = await tried('--price', 'KIT-204=31');
  const after = await tried('--price', 'KIT-204=31', '--decisions', log);
  expect(after[0]!.facts.changesLastWeek).toBe(before[0]!.facts.changesLastWeek + 1);

  writeFileSync(
    at('no.json'),
    JSON.stringify({ all: { largestChangePercent: 5 }, products: { 'KIT-204': { minPrice: 90 } } }),
  );
  const [none] = await tried('--price', 'Linen Apron=31', '--guardrails', at('no.json'));
  expect(none).toMatchObject({ product: 'KIT-204', price: null });
  expect(none!.infeasible).toMatch(/contradict each other/);
  const lines = await linesOf(
    tryRulesCommand,
    ...[catalogue, '--price', 'KIT-204=99', '--table', '--csv', at('rules.csv')],
  );
  expect(lines.join('\n')).toMatch(/^Linen Apron: 99\.00 asked for, 33\.99 after the rules/);
  expect(readFileSync(at('rules.csv'), 'utf8')).toMatch(/KIT-204,99,largestChange,99,34\.48,yes,/);
}, 60_000);

test('try-rules: bad input is one sentence', async () => {
  const refused = (...args: string[]) => expect(linesOf(tryRulesCommand, ...args)).rejects;
  await refused(catalogue).toThrow('try-rules: name a product and a price with --price PRODUCT=PRICE');
  await refused(catalogue, '--price', 'KIT-204=1e999').toThrow('--price is like PRODUCT=4.20');
  await refused(catalogue, '--price', 'nobody=4').toThrow('has no product "nobody"');
});
