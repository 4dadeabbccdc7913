// `lab scenario compare SCENARIOS.json`: kept scenarios beside each other, in the words of the page.

import { priceDifferences } from '../../core/decisions/scenario.ts';
import {
  choiceRows,
  columnOf,
  productRows,
  scenarioSentence,
  totalRows,
  type ScenarioColumn,
  type ScenarioRow,
} from '../../core/decisions/scenario-words.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { readLine } from '../command.ts';
import { scenarioCompareLine } from '../lines/scenario-lines.ts';
import { readScenariosFile, scenarioNamed } from '../scenarios-file.ts';
import { textTable } from '../text-table.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, a file that holds no scenarios, and where fewer than two are compared. */
export async function scenarioCompareCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(scenarioCompareLine, args);
  const { scenarios } = await readScenariosFile(argument, 'scenario compare');
  const named = [...new Set(values.of)].map((name) =>
    scenarioNamed(scenarios, name, 'scenario compare: --of'),
  );
  const compared = values.of.length === 0 ? scenarios : named;
  if (compared.length < 2)
    throw new Error(
      `scenario compare: at least two scenarios are compared, got ${compared.length}; keep more with "scenario keep"`,
    );
  const columns = compared.map(columnOf);
  const products = priceDifferences(compared.map(({ result }) => result));
  if (values.csv !== undefined) await writeCsv('scenario compare', values.csv, csvRows(columns, products));
  if (values.table) return console.log(tableOf(columns));
  const byName = <T>(each: readonly T[]) =>
    Object.fromEntries(columns.map(({ title }, i) => [title, each[i]]));
  console.log(
    JSON.stringify(
      {
        sentence: scenarioSentence(columns),
        scenarios: compared.map(({ name, keptAt, advice, result }) => ({
          name,
          keptAt,
          advice,
          total: result.total,
        })),
        differing: choiceRows(columns).map(({ label, words }) => ({ label, words: byName(words) })),
        products: products.map(({ productId, productName, prices, gainBetween }) => ({
          product: productId,
          name: productName,
          gainBetween,
          prices: byName(
            prices.map(
              (of) => of && { price: of.price, currentPrice: of.currentPrice, gainPerDay: of.gainPerDay },
            ),
          ),
        })),
      },
      null,
      1,
    ),
  );
}

/** The page's table: what each brings, what differs, and the biggest differences by product. */
function tableOf(columns: readonly ScenarioColumn[]): string {
  const { rows, more } = productRows(columns);
  const table = (title: string, of: readonly ScenarioRow[]) =>
    textTable(
      [title, ...columns.map((column) => column.title)],
      of.map(({ label, words }) => [label, ...words]),
    );
  const choices = choiceRows(columns);
  return [
    scenarioSentence(columns),
    table('what it brings', totalRows(columns)),
    ...(choices.length === 0 ? [] : [table('what differs', choices)]),
    ...(rows.length === 0 ? ['Every product has the same price.'] : [table('price (gain a day)', rows)]),
    ...(more === 0 ? [] : [`${formatCountOf(more, 'more product')} with other prices.`]),
  ].join('\n\n');
}

function csvRows(columns: readonly ScenarioColumn[], products: ReturnType<typeof priceDifferences>) {
  return [
    [
      'product_id',
      'product_name',
      'current_price',
      ...columns.flatMap(({ title }) => [`price: ${title}`, `gain_per_day: ${title}`]),
    ],
    ...products.map(({ productId, productName, prices }) => [
      productId,
      productName,
      prices.find((of) => of !== null)!.currentPrice,
      ...prices.flatMap((of) => [of?.price ?? null, of?.gainPerDay ?? null]),
    ]),
  ];
}
