// From a file of newer sales to its watch: read it, join it to the loaded one, read what was joined, compare.

import { areOtherCurrencies } from '../files/currency-signs.ts';
import type { CellTable } from '../files/read-cells.ts';
import { buildDataset } from '../table/build-dataset.ts';
import type { ByteSource } from '../table/byte-source.ts';
import type { Dataset, ReadChoices } from '../table/dataset.ts';
import { driverRoles } from '../table/demand-drivers.ts';
import { FindingCollector } from '../table/findings.ts';
import { ReadError } from '../table/read-error.ts';
import type { ReadHooks } from '../table/read-hooks.ts';
import { inspect, readTable } from '../table/read-table.ts';
import { settleDates } from '../table/settle-dates.ts';
import { joinedName, joinSales, seriesNames } from './join-sales.ts';
import { watchSales, type SalesWatch } from './watch.ts';

export interface WatchedFile {
  readonly watch: SalesWatch;
  /** The file of all sales: its name, its text in parts, and what to read it with. */
  readonly joined: {
    readonly name: string;
    readonly parts: readonly string[];
    readonly choices: ReadChoices;
  };
}

/**
 * Compares the sales of `newer` with what the loaded file let expect.
 *
 * Dates and sales are read as in the loaded file, columns too where the headers are the same; else by their names.
 *
 * `secondFiles` are those joined to the loaded sales.
 *
 * @throws Error in a sentence where the file cannot be read, holds other products or no newer day; ReadCancelled.
 */
export async function watchFile(
  loaded: Dataset,
  newer: ByteSource,
  asSource: (name: string, parts: readonly string[]) => ByteSource,
  hooks: ReadHooks = {},
  secondFiles: readonly CellTable[] = [],
): Promise<WatchedFile> {
  const { headers } = await inspect(newer);
  const sameHeaders = JSON.stringify(headers) === JSON.stringify(loaded.headers);
  const choices: ReadChoices = {
    ...(sameHeaders ? { mapping: loaded.mapping } : {}),
    ...(sameHeaders && seriesNames(loaded.table).every((name) => headers.includes(name))
      ? { splits: seriesNames(loaded.table) }
      : {}),
    ...(loaded.format.dateOrder === 'ymd' ? {} : { dateOrder: loaded.format.dateOrder }),
  };
  const result = await readTable(newer, choices, hooks);
  const open = result.questions.find(({ kind }) => kind !== 'dateOrder' || !choices.dateOrder);
  if (open) throw new ReadError(`"${newer.name}": ${open.message} Or write its dates as 2026-01-31.`);
  const table = settleDates(result, choices.dateOrder ?? result.dateOrder, new FindingCollector());
  if (table.rowCount === 0) throw new ReadError(`"${newer.name}" has no row with a readable date.`);

  const { currency } = result.plan;
  if (currency && loaded.currency && areOtherCurrencies(currency, loaded.currency))
    throw new ReadError(
      `"${newer.name}" is in ${currency} and the loaded file in ${loaded.currency}: their prices cannot be joined. Choose newer sales in ${loaded.currency}.`,
    );

  const { parts, replacedRows, freshProducts, splits } = joinSales(loaded, {
    fileName: newer.name,
    table,
    mapping: result.mapping,
    // A sign and a code of one currency would read as two.
    ...(currency ? { currency: loaded.currency ?? currency } : {}),
  });
  const name = joinedName(loaded.fileName, Math.max(table.lastDay, loaded.table.lastDay));
  const readChoices: ReadChoices = {
    salesMeaning: loaded.salesMeaning,
    ...(splits.length > 0 ? { splits } : {}),
    // The joined file has no orders to tell it by: days without a row stay days without a sale.
    ...(loaded.findings.some(({ kind }) => kind === 'unsold-days') ? { missingDays: 'zero' as const } : {}),
  };
  const read = await readTable(asSource(name, parts), readChoices, hooks);
  const joined = buildDataset(read, readChoices, secondFiles);
  const watch = watchSales(
    newer.name,
    loaded.histories,
    joined.histories,
    { fresh: freshProducts, replacedRows },
    // A column that the newer file lacks is no column of zeros.
    driverRoles.filter((role) => table.numbers[role]),
  );
  return { watch, joined: { name, parts, choices: readChoices } };
}
