// `lab frontier FILE`: the price lists between the one of most profit and the one of most revenue or units.

import { frontierSteps } from '../../core/decisions/frontier.ts';
import { readLine } from '../command.ts';
import { askedAdvice } from '../asked-advice.ts';
import { roadEnd } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { frontierLine } from '../lines/price-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints a JSON line with today's totals and one per price list as it is found, that of most profit first.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read.
 */
export async function frontierCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(frontierLine, args);
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const guardrails = await guardrailsFrom(values.guardrails, 'frontier');
  const { products, lists, daysPerRow } = await roadEnd(
    dataset,
    await askedAdvice('frontier', values, guardrails, dataset),
  );
  const steps = frontierSteps(values.towards, products.length, lists(), daysPerRow);
  const ids = products.map(({ history: { product } }) => product.id);
  let next = steps.next();
  while (next.done !== true) {
    const { prices, ...point } = next.value;
    console.log(
      JSON.stringify({ ...point, prices: Object.fromEntries(ids.map((id, i) => [id, prices[i]])) }),
    );
    next = steps.next();
  }
  const { today, points } = next.value;
  if (values.towards === 'revenue' && today.profit === null)
    say(
      'No cost is known, so gains count in revenue and every list is the same: --towards units trades it for units.',
    );
  console.log(JSON.stringify({ today, towards: values.towards, lists: points.length }));
  if (values.csv === undefined) return;
  await writeCsv('frontier', values.csv, [
    ['weight', 'profit_per_day', 'revenue_per_day', 'units_per_day', 'changes', ...ids],
    [
      'today',
      today.profit,
      today.revenue,
      today.units,
      0,
      ...products.map(({ history }) => history.price.at(-1)!),
    ],
    ...points.map(({ weight, totals, changes, prices }) => [
      weight,
      totals.profit,
      totals.revenue,
      totals.units,
      changes,
      ...prices,
    ]),
  ]);
}
