// `lab hold-out FILE`: how well the markets that can be made of a file predict the last fifth of it, which they have not seen.

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { defaultMarket } from '../../core/market/default-market.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import type { MarketError, ProductHoldOut } from '../../core/market/hold-out-figures.ts';
import { marketCheck } from '../../core/market/market-check.ts';
import { runProducts } from '../../core/market/run-product.ts';
import type { ProductInfo } from '../../core/table/dataset.ts';
import { readLine } from '../command.ts';
import { holdOutLine } from '../lines/reading-lines.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints a JSON line per product, and one for all with the market that is the default.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read.
 */
export async function holdOutCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(holdOutLine, args);
  const { histories, fileName } = await readDataset(
    argument,
    await readChoicesFile(values.choices),
    values.join,
  );
  const holdOuts = holdOutProducts(histories);
  const products = runProducts(histories, summarizeDemand(histories), holdOuts);
  const rows = histories.map(({ product }, i) => ({ product, holdOut: holdOuts[i]! }));
  for (const { product, holdOut } of rows)
    console.log(JSON.stringify({ product: product.id, name: product.name, ...holdOut }));
  const { market, sentence } = defaultMarket(products);
  const { holdOut } = marketCheckFields(marketCheck(holdOuts, true));
  console.log(JSON.stringify({ file: fileName, market, sentence, historyMarket: holdOut ?? null }));
  if (values.csv !== undefined) await writeCsv('hold-out', values.csv, csvRows(rows));
}

function csvRows(rows: readonly { readonly product: ProductInfo; readonly holdOut: ProductHoldOut }[]) {
  const others = [
    ...new Set(
      rows.flatMap(({ holdOut }) => ('problem' in holdOut ? [] : Object.keys(holdOut.others ?? {}))),
    ),
  ];
  const cells = (error: MarketError | undefined) => [
    error?.meanAbsolute ?? null,
    error?.gain ?? null,
    error?.gainInterval?.[0] ?? null,
    error?.gainInterval?.[1] ?? null,
  ];
  const head = (name: string) => [`${name}_error`, `${name}_gain`, `${name}_gain_low`, `${name}_gain_high`];
  return [
    [
      'product_id',
      'product_name',
      'rows',
      'seven_day_mean_error',
      'no_change_error',
      ...['history', ...others].flatMap(head),
      'problem',
    ],
    ...rows.map(({ product, holdOut }) =>
      'problem' in holdOut
        ? [
            product.id,
            product.name,
            ...new Array<null>(3 + 4 * (1 + others.length)).fill(null),
            holdOut.problem,
          ]
        : [
            product.id,
            product.name,
            holdOut.rows,
            holdOut.sevenDayMean,
            holdOut.noChange,
            ...cells(holdOut.carried),
            ...others.flatMap((name) => cells(holdOut.others?.[name])),
            '',
          ],
    ),
  ];
}
