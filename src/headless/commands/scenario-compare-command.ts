// `lab scenario compare SCENARIOS.json`: kept scenarios beside each other, in the words of the page.

import { listDifferenceSteps, type ListDifference } from '../../core/decisions/list-difference.ts';
import { chargedBy, priceDifferences, type Scenario } from '../../core/decisions/scenario.ts';
import {
  choiceRows,
  columnOf,
  differenceRows,
  productRows,
  scenarioSentence,
  totalRows,
  type ScenarioColumn,
  type ScenarioRow,
} from '../../core/decisions/scenario-words.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { replayedHistories } from '../../core/market/kinds.ts';
import { historyProduct } from '../../core/market/run-product.ts';
import { askedAdvice } from '../asked-advice.ts';
import { readLine, type OptionValues } from '../command.ts';
import { roadEnd } from '../default-road.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { scenarioCompareLine } from '../lines/scenario-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { readScenariosFile, scenarioNamed } from '../scenarios-file.ts';
import { textTable } from '../text-table.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, a file that holds no scenarios, and where fewer than two are compared. */
export async function scenarioCompareCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(scenarioCompareLine, args);
  const { scenarios, data } = await readScenariosFile(argument, 'scenario compare');
  const named = [...new Set(values.of)].map((name) =>
    scenarioNamed(scenarios, name, 'scenario compare: --of'),
  );
  const compared = againstFirst(values.of.length === 0 ? scenarios : named, scenarios, values.against);
  if (compared.length < 2)
    throw new Error(
      `scenario compare: at least two scenarios are compared, got ${compared.length}; keep more with "scenario keep"`,
    );
  const differences = await differencesOf(values, data, compared);
  const [first, ...others] = compared.map(columnOf);
  // The first is what the others are compared with, as the page compares with what stands now.
  const columns = [{ ...first!, kept: null }, ...others];
  const more = differenceRows(columns, differences, first!.title);
  const products = priceDifferences(compared.map(({ result }) => result));
  if (values.csv !== undefined) await writeCsv('scenario compare', values.csv, csvRows(columns, products));
  if (values.table) return console.log(tableOf(columns, more));
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
          ...(differences.has(name)
            ? { moreThan: { scenario: first!.title, ...differences.get(name) } }
            : {}),
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

/** The one that the others are measured against comes first, whether it was named among them or not; undefined leaves their order. */
function againstFirst(
  compared: readonly Scenario[],
  kept: readonly Scenario[],
  against: string | undefined,
): readonly Scenario[] {
  if (against === undefined) return compared;
  const base = scenarioNamed(kept, against, 'scenario compare: --against');
  return [base, ...compared.filter(({ name }) => name !== base.name)];
}

/**
 * How much more each scenario earns than the first, on the same draws of demand, by name; none without the sales.
 *
 * @throws Error in one sentence where the scenarios are of other sales.
 */
async function differencesOf(
  values: OptionValues<typeof scenarioCompareLine.options>,
  data: string,
  [first, ...others]: readonly Scenario[],
): Promise<ReadonlyMap<string, ListDifference>> {
  if (values.sales === undefined) {
    const { choices, margin, costs, tests } = values;
    if (values.join.length > 0 || [choices, margin, costs, tests].some((given) => given !== undefined))
      throw new Error(
        'scenario compare: --choices, --join, --margin, --costs and --tests are about the sales: name them with --sales FILE.csv',
      );
    return new Map();
  }
  const dataset = await readDataset(values.sales, await readChoicesFile(values.choices), values.join);
  if (dataset.fingerprint !== data)
    throw new Error(
      `scenario compare: ${dataset.fileName} is not the file that the scenarios were worked out on: give that one with --sales`,
    );
  const { guardrails, advice } = first!;
  const asked = await askedAdvice(
    'scenario compare',
    { ...values, level: advice.level },
    guardrails,
    dataset,
  );
  const { setup, products } = await roadEnd(dataset, asked);
  const pasts = replayedHistories(setup) ? [] : products.map(historyProduct);
  const found = runToEnd(
    listDifferenceSteps(
      setup,
      pasts,
      chargedBy(first!.result),
      others.map(({ result }) => chargedBy(result)),
      { objective: advice.objective, costs: asked.costs, tested: asked.tested },
    ),
  );
  return new Map(others.map(({ name }, i) => [name, found[i]!]));
}

/** The page's table: what each brings, what differs, and the biggest differences by product. */
function tableOf(columns: readonly ScenarioColumn[], differences: readonly ScenarioRow[]): string {
  const { rows, more } = productRows(columns);
  const table = (title: string, of: readonly ScenarioRow[]) =>
    textTable(
      [title, ...columns.map((column) => column.title)],
      of.map(({ label, words }) => [label, ...words]),
    );
  const choices = choiceRows(columns);
  return [
    scenarioSentence(columns),
    table('what it brings', [...totalRows(columns), ...differences]),
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
