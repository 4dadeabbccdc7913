// `lab suggest FILE.csv --model MODEL.zip [--guardrails G.json]`: the prices of a model for the products of a file.
//
// A history model prices the file it was trained on, read the same way. A demand model prices that file with the
// markets of its training, and any other file with markets calibrated from it: it reads ratios.

import { recalibratedSetup, setupFromCard } from '../../core/decisions/setup-from-card.ts';
import { suggestPrices } from '../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { kindOf, replayedHistories } from '../../core/market/kinds.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { type RunProduct, historyProduct, runProducts } from '../../core/market/run-product.ts';
import type { ModelCard } from '../../core/model/model-card.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { readLine } from '../command.ts';
import { suggestLine } from '../lines/price-lines.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { modelAt } from '../model-file.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { testedFrom } from '../tests-file.ts';
import { textTable } from '../text-table.ts';
import { writePriceList } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, file, model or guardrail. */
export async function suggestCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(suggestLine, args);
  const { card, weights } = await modelAt(values.model, 'suggest');
  const guardrails = await guardrailsFrom(values.guardrails, 'suggest');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const { histories, unusable, fingerprint } = dataset;
  const summaries = summarizeDemand(histories);
  const holdOuts = kindOf(card).replay ? holdOutProducts(histories) : [];
  const products = runProducts(histories, summaries, holdOuts);
  const { setup, priced } = marketOf(card, products, card.data?.fingerprint === fingerprint);
  const pasts = replayedHistories(setup) ? [] : priced.map(historyProduct);
  const suggestions = suggestPrices(createPolicy(card.architecture, weights), setup, pasts, guardrails, {
    costs: await costsFrom('suggest', values),
    tested: await testedFrom(values.tests, 'suggest'),
  });
  await writePriceList('suggest', values, suggestions);
  if (values.table) return console.log(suggestionTable(suggestions));
  console.log(
    JSON.stringify(
      {
        model: {
          agent: card.agent,
          market: card.market,
          products: card.products.length,
          data: card.data,
        },
        ...marketCheckFields(setupCheck(setup)),
        guardrails,
        suggestions,
        unusable: unusable.map(({ product, reason }) => ({
          product: product.id,
          name: product.name,
          reason,
        })),
      },
      null,
      1,
    ),
  );
}

/** A line per product: its name, today's price, the suggested one and how sure that is. */
function suggestionTable(suggestions: readonly Suggestion[]): string {
  return textTable(
    ['product', 'name', 'now', 'suggested', 'chance of more'],
    suggestions.map(({ productId, productName, currentPrice, price, confidence, confidenceIn }) => [
      productId,
      productName,
      currentPrice.toFixed(2),
      price === null ? 'no price fits' : price.toFixed(2),
      confidence === null ? '' : `${Math.round(100 * confidence)} % ${confidenceIn}`,
    ]),
  );
}

function marketOf(
  card: ModelCard,
  products: readonly RunProduct[],
  isFileOfTraining: boolean,
): { readonly setup: MarketSetup; readonly priced: readonly RunProduct[] } {
  const anew = isFileOfTraining ? null : recalibratedSetup(card, products);
  if (anew) {
    process.stderr.write(
      `The model was trained on ${card.data ? `another file (${card.data.fileName})` : 'a market without a file'}: ` +
        'the demand markets are recalibrated to this file.\n',
    );
    return { setup: anew, priced: products };
  }
  const known = new Set(card.products.flatMap(({ id, name }) => [id, name]));
  const priced = products.filter(
    ({ history: { product } }) => known.has(product.id) || known.has(product.name),
  );
  return { setup: setupFromCard(card, priced.map(historyProduct)), priced };
}
