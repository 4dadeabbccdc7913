// `lab charts FILE --out FOLDER`: the figures behind the page's charts of a file and its prices, a CSV each, as "Save data as CSV"
// writes them. Charts of runs, episodes, policies, tests, the frontier and newer sales have theirs in the `--csv` of their commands.

import { join } from 'node:path';

import { calendarData } from '../../core/export/charts/calendar-data.ts';
import { chartCsv, type ChartData } from '../../core/export/charts/chart-data.ts';
import { columnTable } from '../../core/export/charts/column-table.ts';
import { curveData, demandDrawing } from '../../core/export/charts/demand-curve-data.ts';
import { measureData } from '../../core/export/charts/impact-data.ts';
import { waterfallData, waterfallRows } from '../../core/export/charts/waterfall-data.ts';
import { impactMeasures } from '../../core/decisions/impact.ts';
import { recommendedCalendar } from '../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { RunProduct } from '../../core/market/run-product.ts';
import { periodWord } from '../../core/table/period-word.ts';
import { askedAdvice } from '../asked-advice.ts';
import { readLine } from '../command.ts';
import { defaultRoad } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { impactOf } from '../impact-of-list.ts';
import { chartsLine } from '../lines/price-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { productNamed } from '../typed-prices.ts';
import { writeInto } from '../write-file.ts';

interface NamedChart {
  /** The chart's title on the page. */
  readonly chart: string;
  readonly data: ChartData;
}

/**
 * Prints a JSON line per file it has written.
 *
 * @throws Error in one sentence for a bad option, a file that cannot be read or a folder that cannot be written.
 */
export async function chartsCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(chartsLine, args);
  const guardrails = await guardrailsFrom(values.guardrails, 'charts');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const wanted = new Set(values.product.map((text) => productNamed('charts', 'product', text, dataset)));
  const { products, suggestions } = await defaultRoad(
    dataset,
    await askedAdvice('charts', values, guardrails, dataset),
  );
  const write = async (folder: string, product: string | null, { chart, data }: NamedChart) => {
    const file = join(folder, `${fileStem(chart)}.csv`);
    // A byte order mark, so that spreadsheets read UTF-8 as such.
    await writeInto('charts', join(values.out, file), `\uFEFF${chartCsv(data)}`);
    console.log(JSON.stringify({ chart, product, file, rows: data.rows.length }));
  };
  const impact = impactOf(products, suggestions);
  for (const measure of impactMeasures) {
    const figure = impact.figures[measure.name];
    if (figure) await write('', null, { chart: measure.label, data: measureData(measure, figure) });
  }
  const stems = new Set<string>();
  for (const [i, suggestion] of suggestions.entries()) {
    const { productId } = suggestion;
    if (wanted.size > 0 && !wanted.has(productId)) continue;
    const stem = freeStem(fileStem(productId), stems);
    for (const chart of chartsOf(products[i]!, suggestion)) await write(stem, productId, chart);
  }
  say(`Wrote the charts into ${values.out}.`);
}

function chartsOf({ history, demand }: RunProduct, suggestion: Suggestion): readonly NamedChart[] {
  const period = periodWord(history.daysPerRow);
  const salesIn = history.salesMeaning === 'money' ? 'currency' : 'units';
  const { line, points } = demandDrawing(history, demand);
  const calendar = recommendedCalendar(suggestion.recommendation);
  return [
    { chart: 'Price over time', data: columnTable(history.days, history.price, 'price (currency)') },
    {
      chart: 'Sales over time',
      data: columnTable(history.days, history.sales, `sales (${salesIn} a ${period})`),
    },
    { chart: 'Demand curve', data: curveData(line, points, period) },
    {
      chart: 'From the price asked for to the recommended one',
      data: waterfallData(waterfallRows(suggestion)),
    },
    ...(calendar ? [{ chart: 'Price calendar', data: calendarData(calendar) }] : []),
  ];
}

/** Letters, digits and hyphens: ids come from a file, and none may leave the folder. */
function fileStem(text: string): string {
  const stem = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
  return stem === '' ? 'product' : stem;
}

function freeStem(stem: string, taken: Set<string>): string {
  let free = stem;
  for (let number = 2; taken.has(free); number++) free = `${stem}-${number}`;
  taken.add(free);
  return free;
}
