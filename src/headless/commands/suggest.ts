// `lab suggest FILE.csv --model MODEL.zip [--guardrails G.json]`: the prices of a model for the products of a file.
//
// A history model prices the file it was trained on, read the same way. A demand model prices that file with the
// markets of its training, and any other file with markets calibrated from it: it reads ratios.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { defaultGuardrails, type Guardrails } from '../../core/decisions/guardrail-rules.ts';
import { parseGuardrails } from '../../core/decisions/guardrails-schema.ts';
import { recalibratedSetup, setupFromCard } from '../../core/decisions/setup-from-card.ts';
import { suggestPrices } from '../../core/decisions/suggest-price.ts';
import { poolDemand } from '../../core/demand/pool-demand.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { readModelBundle } from '../../core/policy/model-bundle.ts';
import type { ModelCard } from '../../core/policy/model-card.ts';
import { historyProduct, runProducts, type RunProduct } from '../../core/run/market-setup.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import { readDataset } from '../read-dataset.ts';

const usage = 'suggest FILE.csv --model MODEL.zip [--guardrails G.json]';

/** @throws Error in one sentence for a bad option, file, model or guardrail. */
export async function suggestCommand(args: readonly string[]): Promise<void> {
  const options = optionsFrom(args);
  const { card, weights } = readModelBundle(await bytesOf(options.model));
  const guardrails = await guardrailsOf(options.guardrails);
  const dataset = await readDataset(options.file);
  const { histories, unusable, fingerprint } = dataset;
  const summaries = poolDemand(
    histories,
    histories.map((history) => summarizeProductDemand(history)),
  );
  const holdOuts = card.market === 'history' ? holdOutProducts(histories) : [];
  const products = runProducts(histories, summaries, holdOuts);
  const { setup, priced } = marketOf(card, products, card.data?.fingerprint === fingerprint);
  const pasts = setup.kind === 'demand' ? priced.map(historyProduct) : [];
  const suggestions = suggestPrices(createPolicy(card.architecture, weights), setup, pasts, guardrails);
  console.log(
    JSON.stringify(
      {
        model: { agent: card.agent, market: card.market, products: card.products.length, data: card.data },
        ...marketCheckFields(setupCheck(setup)),
        guardrails,
        suggestions,
        unusable: unusable.map(({ product, reason }) => ({ product: product.id, reason })),
      },
      null,
      1,
    ),
  );
}

function marketOf(
  card: ModelCard,
  products: readonly RunProduct[],
  isFileOfTraining: boolean,
): { readonly setup: MarketSetup; readonly priced: readonly RunProduct[] } {
  if (card.market === 'demand' && !isFileOfTraining) {
    process.stderr.write(
      `The model was trained on ${card.data ? `another file (${card.data.fileName})` : 'a market without a file'}: ` +
        'the demand markets of this file are calibrated anew.\n',
    );
    return { setup: recalibratedSetup(card, products), priced: products };
  }
  const known = new Set(card.products.flatMap(({ id, name }) => [id, name]));
  const priced = products.filter(
    ({ history: { product } }) => known.has(product.id) || known.has(product.name),
  );
  return { setup: setupFromCard(card, priced.map(historyProduct)), priced };
}

function optionsFrom(args: readonly string[]) {
  const option = { type: 'string' } as const;
  let values: { model?: string; guardrails?: string };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...args],
      options: { model: option, guardrails: option },
      allowPositionals: true,
    }));
  } catch (error) {
    throw new Error(`suggest: ${(error as Error).message.split('\n')[0]}; usage: ${usage}`, { cause: error });
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0)
    throw new Error(`suggest: expected one file with sales; usage: ${usage}`);
  if (values.model === undefined) throw new Error(`suggest: --model is missing; usage: ${usage}`);
  return { file, model: values.model, guardrails: values.guardrails };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw new Error(`suggest: cannot read the file ${path}`, { cause: error });
  });
}

async function guardrailsOf(path: string | undefined): Promise<Guardrails> {
  if (path === undefined) return defaultGuardrails;
  const text = new TextDecoder().decode(await bytesOf(path));
  try {
    return parseGuardrails(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Error(`${basename(path)}: expected guardrails as a JSON object, but the text is not JSON`, {
        cause: error,
      });
    throw new Error(`${basename(path)}: ${(error as Error).message}`, { cause: error });
  }
}
