// `lab price CATALOGUE --model MODEL.zip --out OUT`: a catalogue of any size as it streams through, on all cores or on workers.

import { basename } from 'node:path';

import { pricedModel, requireRowRules, type CatalogueOutcome } from '../../core/decisions/price-catalogue.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { pricedSlices } from '../catalogue-pieces.ts';
import { readLine } from '../command.ts';
import { priceLine } from '../lines/price-lines.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { fileSource } from '../file-source.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { batchName } from '../jobs/piece-name.ts';
import { withPool } from '../jobs/with-pool.ts';
import { modelAt } from '../model-file.ts';
import { createPriceFile, type PriceFile } from '../price-files.ts';
import { say } from '../say.ts';

const tellEveryMs = 2000;

/** @throws Error in one sentence for a bad option, file or model; JobAborted after Ctrl-C. */
export async function priceCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(priceLine, args);
  const { objective, level, out } = values;
  const source = await fileSource(argument);
  const { card, weights, bytes } = await modelAt(values.model, 'price');
  pricedModel({ card, policy: createPolicy(card.architecture, weights) }); // refuses what frames no market
  const guardrails = await guardrailsFrom(values.guardrails, 'price');
  requireRowRules(guardrails);
  const costs = await costsFrom('price', values);
  const startedAt = performance.now();
  let toldAt = startedAt;
  await withPool(values, async (pool, signal) => {
    const file = await createPriceFile(out);
    const model = await pool.put(basename(values.model), bytes);
    const about = { name: source.name, size: source.size, model, guardrails, objective, level, costs };
    const batch = batchName('catalogue', { ...about, form: file.form, startedAt: Date.now() });
    const work = { source, model, guardrails, objective, level, costs, form: file.form };
    const slices = pricedSlices(pool, work, {
      batch,
      signal,
      onSlice(share, priced) {
        if (performance.now() - toldAt < tellEveryMs) return;
        toldAt = performance.now();
        say(`${priced.toLocaleString('en')} products priced, ${Math.round(100 * share)} % of the file read.`);
      },
    });
    const end = await written(slices, file).catch(async (error: unknown) => {
      await file.drop();
      throw error;
    });
    await pool.forget(model);
    const { problems, counts } = end;
    for (const { message } of problems.slice(0, 10)) say(message);
    if (counts.refused > 10) say(`${counts.refused} rows could not be read; the first ten are named above.`);
    const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(2));
    console.log(JSON.stringify({ file: source.name, out, ...counts, problems, seconds }));
  });
}

async function written(
  slices: AsyncGenerator<Uint8Array, CatalogueOutcome>,
  file: PriceFile,
): Promise<CatalogueOutcome> {
  for (;;) {
    const next = await slices.next();
    if (next.done) {
      await file.finish();
      return next.value;
    }
    await file.add(next.value);
  }
}
