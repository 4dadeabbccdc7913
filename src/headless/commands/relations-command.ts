// `lab relations FILE`: ladders of sizes found in the names, what holds between the products, and what each costs a day.

import { relationsOf, type Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { relationsBetween } from '../../core/decisions/relations/relation-list.ts';
import { relatedProduct, type RelatedProduct } from '../../core/decisions/relations/relation.ts';
import { laddersOf } from '../../core/decisions/relations/size-ladder.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { readLine } from '../command.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { roadEnd } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { relationsLine } from '../lines/price-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { writeCsv } from '../write-csv.ts';
import { writeOut } from '../write-file.ts';

/**
 * Prints a JSON line per ladder that the names make and per relation that holds under the guardrails.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read.
 */
export async function relationsCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(relationsLine, args);
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const given = await guardrailsFrom(values.guardrails, 'relations');
  const guardrails = values.ladders ? withLadders(given) : given;
  const costs = await costsFrom('relations', values);
  const products = dataset.histories.map(({ product }) => relatedProduct(product));
  const ladders = laddersOf(products, relationsOf(guardrails).packSizes);
  for (const { title, per, packs } of ladders)
    console.log(
      JSON.stringify({
        entry: 'ladder',
        title,
        per,
        packs: packs.map(({ id, name, size }) => ({ product: id, name, size })),
      }),
    );
  const held = await heldRelations(products, guardrails, async () => {
    const { suggest } = await roadEnd(dataset, {
      guardrails,
      agent: null,
      steps: null,
      seed: 1,
      costs,
      say: () => undefined,
    });
    return suggest();
  });
  if (ladders.length + held.length === 0)
    say('The names show no size ladder, and the guardrails hold no relation between these products.');
  for (const relation of held) console.log(JSON.stringify({ entry: 'relation', ...relation }));
  if (values.csv !== undefined)
    await writeCsv('relations', values.csv, [
      ['kind', 'title', 'products', 'cost_per_day'],
      ...held.map(({ kind, title, products: ids, costPerDay }) => [kind, title, ids.join(' '), costPerDay]),
    ]);
  if (values.write !== undefined) await writeRules(values.write, guardrails);
}

/** The relations in their order; prices are asked for only where there is one. */
async function heldRelations(
  products: readonly RelatedProduct[],
  guardrails: Guardrails,
  prices: () => Promise<readonly Suggestion[]>,
) {
  const relations = relationsBetween(products, relationsOf(guardrails));
  if (relations.length === 0) return [];
  const costs = new Map(
    (await prices()).flatMap(({ relations: its = [] }) =>
      its.map(({ id, costPerDay }) => [id, costPerDay] as const),
    ),
  );
  return relations.map(({ id, kind, title, products: ids }) => ({
    kind,
    title,
    products: ids,
    /** Currency of the objective; null where it is kept at no cost. */
    costPerDay: costs.get(id) ?? null,
  }));
}

function withLadders(guardrails: Guardrails): Guardrails {
  return { ...guardrails, relations: { ...guardrails.relations, holdSizeLadders: true } };
}

async function writeRules(path: string, guardrails: Guardrails): Promise<void> {
  await writeOut('relations', path, `${JSON.stringify(guardrails, null, 1)}\n`);
  process.stderr.write(`Wrote ${path}.\n`);
}
