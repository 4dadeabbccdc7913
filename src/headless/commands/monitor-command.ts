// `lab monitor OLD --newer NEWER`: what newer sales say about what the file let expect, as the page's Monitor has it.

import type { Decisions } from '../../core/decisions/decision.ts';
import type { CellTable } from '../../core/files/read-cells.ts';
import { readSecondFile } from '../../core/files/second-file/read-second-file.ts';
import { salesAlerts } from '../../core/monitor/alerts.ts';
import { coverageOf, promisesOf } from '../../core/monitor/promises.ts';
import { simulatedNewerSales } from '../../core/monitor/simulated-newer.ts';
import { watchFile } from '../../core/monitor/watch-file.ts';
import type { ProductWatch, SalesWatch } from '../../core/monitor/watch.ts';
import { finiteOrNull } from '../../core/statistics/or-null.ts';
import { memorySource, type ByteSource } from '../../core/table/byte-source.ts';
import { isoDate } from '../../core/table/day-numbers.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { readLine, type OptionValues } from '../command.ts';
import { defaultRoad } from '../default-road.ts';
import { fileSource, namingFile, nodeDigest } from '../file-source.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { monitorLine } from '../lines/watching-lines.ts';
import { decisionsIn } from '../log-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { testedFrom } from '../tests-file.ts';
import { writeCsv } from '../write-csv.ts';
import { writeOut } from '../write-file.ts';

const simulationSeed = 1;
const hooks = { createDigest: nodeDigest };

/**
 * Prints a JSON line per alert, most urgent first, per product, for all together, for coverage and, with decisions, for what
 * was promised.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read, holds other products or no newer day.
 */
export async function monitorCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(monitorLine, args);
  if ((values.newer === undefined) !== values.simulated)
    throw new Error('monitor: give either --newer NEWER.csv or --simulated');
  const choices = await readChoicesFile(values.choices);
  const dataset = await readDataset(argument, choices, values.join);
  const decisions = values.decisions === undefined ? null : await decisionsIn(values.decisions, 'monitor');
  const given = await givenFor(values);
  const seconds: CellTable[] = [];
  for (const path of values.join) seconds.push(await readSecondFile(await fileSource(path), choices, hooks));
  const { newer, drifts } = await newerSales(dataset, values.newer);
  const { watch, joined } = await namingFile(newer.name, () =>
    watchFile(dataset, newer, (name, parts) => memorySource(name, bytesOf(parts)), hooks, seconds),
  );
  const alerts = salesAlerts(watch, {
    falseAlarmPercent: values['false-alarms'],
    smallestDriftPercent: values['smallest-drift'],
    minMarginPercent: values['min-margin'],
    marginDropPoints: values['margin-drop'],
  });
  for (const alert of alerts) print('alert', { ...alert, stakePerDay: finiteOrNull(alert.stakePerDay) });
  for (const product of watch.products) print('product', productEntry(product));
  print('all', wholeEntry(watch));
  const coverage = coverageOf(watch);
  if (coverage) print('coverage', { ...coverage });
  if (decisions)
    print('promises', await promises(dataset, watch, decisions, { ...given, agent: values.agent }));
  if (drifts) print('simulated', { drifts });
  if (values.csv !== undefined) await writeCsv('monitor', values.csv, csvRows(watch));
  if (values.joined !== undefined) await writeJoined(values.joined, bytesOf(joined.parts));
}

function print(kind: string, entry: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify({ entry: kind, ...entry }));
}

async function newerSales(dataset: Dataset, path: string | undefined) {
  if (path !== undefined) return { newer: await fileSource(path), drifts: null };
  const { text, drifts } = simulatedNewerSales(dataset.histories, simulationSeed);
  const newer: ByteSource = memorySource('simulated newer sales.csv', bytesOf([text]));
  return { newer, drifts };
}

function productEntry({ product, days, totals, drift, margin, ...watch }: ProductWatch) {
  return {
    product: product.key ?? product.id,
    name: product.name,
    series: product.series ?? {},
    problem: watch.problem,
    rows: days.length,
    totals,
    drivers: watch.drivers,
    level: drift?.level ?? null,
    elasticity: drift?.elasticity ?? null,
    since: drift?.since == null ? null : isoDate(openDays(days)[drift.since]!.day),
    margin,
    meanPrice: finiteOrNull(watch.meanPrice),
    revenuePerDay: watch.revenuePerDay,
    profitPerDay: watch.profitPerDay,
  };
}

/** The days that something was expected of: those that a drift counts. */
function openDays(days: ProductWatch['days']): ProductWatch['days'] {
  return days.filter(({ expected }) => !Number.isNaN(expected));
}

function wholeEntry({ fileName, firstDay, lastDay, overall, absent, fresh, replacedRows }: SalesWatch) {
  const named = (products: SalesWatch['absent']) => products.map(({ id, name }) => ({ product: id, name }));
  return {
    file: fileName,
    firstDay: isoDate(firstDay),
    lastDay: isoDate(lastDay),
    overall,
    absent: named(absent),
    fresh: named(fresh),
    replacedRows,
  };
}

/** What prices are recommended with: read in any case, so that a file that cannot be is never passed over. */
async function givenFor(values: OptionValues<typeof monitorLine.options>) {
  return {
    guardrails: await guardrailsFrom(values.guardrails, 'monitor'),
    costs: await costsFrom('monitor', values),
    tested: await testedFrom(values.tests, 'monitor'),
  };
}

/** What became of accepted prices, beside what is recommended without newer sales. */
async function promises(
  dataset: Dataset,
  watch: SalesWatch,
  decisions: Decisions,
  {
    agent,
    ...given
  }: Awaited<ReturnType<typeof givenFor>> & Pick<OptionValues<typeof monitorLine.options>, 'agent'>,
) {
  const { suggestions } = await defaultRoad(dataset, {
    ...given,
    agent: agent === 'none' ? null : agent,
    steps: null,
    seed: 1,
    say: () => undefined,
  });
  return { ...promisesOf(watch, decisions, suggestions) };
}

const csvHead = ['product_id', 'product_name', 'day', 'price', 'units', 'expected', 'low', 'high'] as const;

/** A line per product and newer day. */
function csvRows({ products }: SalesWatch): readonly (readonly (string | number | null)[])[] {
  return [
    csvHead,
    ...products.flatMap(({ product, days }) =>
      days.map(({ day, price, units, expected, low, high }) => [
        product.id,
        product.name,
        isoDate(day),
        ...[price, units, expected, low, high].map(finiteOrNull),
      ]),
    ),
  ];
}

function bytesOf(parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(parts.join(''));
}

async function writeJoined(path: string, bytes: Uint8Array): Promise<void> {
  await writeOut('monitor', path, bytes);
  process.stderr.write(`Wrote ${path}, old and newer sales together.\n`);
}
