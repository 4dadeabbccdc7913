// `lab try-rules FILE --price PRODUCT=PRICE`: what the guardrails make of any price, rule by rule, as the page's "Try the rules"
// shows it.

import { acceptedChanges } from '../../core/decisions/accepted-changes.ts';
import { emptyBook } from '../../core/decisions/decision.ts';
import { applyGuardrails } from '../../core/decisions/guardrails/apply-guardrails.ts';
import { guardrailsFor } from '../../core/decisions/guardrails/guardrail-list.ts';
import { factsOf } from '../../core/decisions/recent-days.ts';
import { modelOf } from '../../core/market/market-models.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { readLine } from '../command.ts';
import { roadEnd } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { tryRulesLine } from '../lines/price-lines.ts';
import { bookOf, wholeLog } from '../log-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { textTable } from '../text-table.ts';
import { typedPrices } from '../typed-prices.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints a JSON line per price with the price after the rules and what each rule did to it.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read.
 */
export async function tryRulesCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(tryRulesLine, args);
  const guardrails = await guardrailsFrom(values.guardrails, 'try-rules');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const asked = Object.entries(typedPrices('try-rules', 'price', values.price, dataset));
  if (asked.length === 0) throw new Error('try-rules: name a product and a price with --price PRODUCT=PRICE');
  const { products, setup } = await roadEnd(dataset, {
    guardrails,
    agent: null,
    steps: null,
    seed: 1,
    costs: await costsFrom('try-rules', values),
    say,
  });
  const book =
    values.decisions === undefined
      ? emptyBook
      : bookOf((await wholeLog(values.decisions, 'try-rules')).entries);
  const decided = acceptedChanges(book, new Date().toISOString());
  const tried = asked.map(([id, price]) => {
    const place = products.findIndex(({ history }) => history.product.id === id);
    const { history } = products[place]!;
    const { product, unitCost } = history;
    const { currentPrice } = modelOf(setup).priced(setup, place);
    const facts = factsOf(
      { currentPrice, unitCost },
      history,
      Object.hasOwn(decided, id) ? decided[id] : undefined,
    );
    const { price: after, ...guarded } = applyGuardrails(
      price,
      facts,
      guardrailsFor(guardrails, { id, category: product.category }),
    );
    return { product: id, name: product.name, asked: price, price: after, ...guarded, facts };
  });
  if (values.csv !== undefined)
    await writeCsv('try-rules', values.csv, [
      ['product_id', 'asked_price', 'rule', 'before', 'after', 'binding', 'note'],
      ...tried.flatMap(({ product, asked: wish, trail, bindingRule }) =>
        trail.map(({ rule, before, after, note }) => [
          product,
          wish,
          rule,
          before,
          after,
          rule === bindingRule ? 'yes' : 'no',
          note,
        ]),
      ),
    ]);
  if (!values.table) {
    for (const { infeasible, ...entry } of tried)
      console.log(JSON.stringify({ ...entry, infeasible: infeasible && infeasible.sentence }));
    return;
  }
  for (const { name, asked: wish, price, trail, bindingRule, infeasible } of tried) {
    console.log(
      `${name}: ${wish.toFixed(2)} asked for, ${price === null ? `no price: ${infeasible?.sentence}` : `${price.toFixed(2)} after the rules`}`,
    );
    console.log(
      textTable(
        ['rule', 'price', 'what it did'],
        trail.map(({ rule, label, after, note }) => [
          rule === bindingRule ? `${label} (binding)` : label,
          after.toFixed(2),
          note,
        ]),
      ),
    );
  }
}
