// `features FILE.csv`: the cleaned features of each product as JSON, in the shape of golden/pipeline/dirty.json.

import {
  featureNames,
  productFeatures,
  rawFeatures,
  scaledFeatures,
  scaledFeatureNames,
  trainFraction,
  windowCount,
  windowDays,
} from '../../core/features/features.ts';
import { isoDate } from '../../core/table/day-numbers.ts';
import type { Dataset, ProductHistory, ReadChoices } from '../../core/table/dataset.ts';
import { readLine } from '../command.ts';
import { featuresLine } from '../lines/reading-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { writeCsv } from '../write-csv.ts';

/** Prints the features of the file named in `args`. */
export async function featuresCommand(args: readonly string[]): Promise<void> {
  const { path, choices, join, csv } = await readArguments(args);
  const dataset = await readDataset(path, choices, join);
  const features = featuresOf(dataset);
  process.stdout.write(`${JSON.stringify(features)}\n`);
  if (csv !== undefined) await writeCsv('features', csv, dayRows(features.products));
}

async function readArguments(args: readonly string[]): Promise<{
  readonly path: string;
  readonly choices: ReadChoices;
  readonly join: readonly string[];
  readonly csv: string | undefined;
}> {
  const { argument, values } = readLine(featuresLine, args);
  const { 'date-order': dateOrder, decimal, 'sales-meaning': salesMeaning } = values;
  return {
    path: argument,
    join: values.join,
    csv: values.csv,
    choices: {
      ...(await readChoicesFile(values.choices)),
      ...(dateOrder && { dateOrder }),
      ...(decimal && { decimalSeparator: decimal }),
      ...(salesMeaning && { salesMeaning }),
    },
  };
}

/** All products by id, so that two files with the same products print alike whatever the order of their rows. */
export function featuresOf(dataset: Dataset) {
  const histories = [...dataset.histories].sort((a, b) => compareIds(a.product.id, b.product.id));
  return {
    file: dataset.fileName,
    windowDays,
    trainFraction,
    features: featureNames,
    products: histories.map(productRecord),
  };
}

/** A row a product and day, the features before they are scaled. */
function dayRows(products: ReturnType<typeof featuresOf>['products']) {
  return [
    ['product', 'day', ...featureNames],
    ...products.flatMap(({ product, dates, raw }) =>
      dates.map((day, t) => [product, day, ...featureNames.map((name) => raw[name]![t]!)]),
    ),
  ];
}

/** By code unit, as most languages sort strings. */
function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function productRecord(history: ProductHistory) {
  const raw = rawFeatures(history);
  const features = productFeatures(history);
  // To the last digit, where a market's windows are float32.
  const scaled = scaledFeatures(raw, features.ranges, new Float64Array(features.scaled.length));
  const windows = windowCount(features);
  const size = windowDays * featureNames.length;
  const windowFrom = (day: number) =>
    Array.from(scaled.subarray(day * featureNames.length, day * featureNames.length + size));
  return {
    product: history.product.id,
    report: history.report,
    trainRows: features.trainRows,
    dates: Array.from(history.days, isoDate),
    raw: Object.fromEntries(featureNames.map((name) => [name, Array.from(raw[name])])),
    ranges: Object.fromEntries(scaledFeatureNames.map((name, f) => [name, features.ranges[f]!])),
    windowCount: windows,
    firstWindow: windowFrom(0),
    lastWindow: windowFrom(windows - 1),
  };
}
