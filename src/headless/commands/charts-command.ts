// `lab charts FILE --out FOLDER`: the figures behind the page's charts of a file and its prices, a CSV each, as "Save data as CSV"
// writes them, and with `--pictures` the charts as well, an SVG each. Charts of runs, episodes, policies, tests, the frontier and
// newer sales have their figures in the `--csv` of their commands.

import { join } from 'node:path';

import { calendarData } from '../../core/export/charts/calendar-data.ts';
import { chartCsv, type ChartData } from '../../core/export/charts/chart-data.ts';
import { columnTable } from '../../core/export/charts/column-table.ts';
import { curveData, demandDrawing } from '../../core/export/charts/demand-curve-data.ts';
import { measureData } from '../../core/export/charts/impact-data.ts';
import { waterfallData, waterfallRows } from '../../core/export/charts/waterfall-data.ts';
import { impactMeasures, type Impact } from '../../core/decisions/impact.ts';
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
import type * as drawings from '../pictures/chart-drawings.tsx';
import type { Drawing } from '../pictures/chart-picture.tsx';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { productNamed } from '../typed-prices.ts';
import { writeInto } from '../write-file.ts';

interface NamedChart {
  /** The chart's title on the page. */
  readonly chart: string;
  readonly data: ChartData;
  readonly draw: (drawings: Drawings) => Drawing;
}

type Drawings = typeof drawings;

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
  const draw = values.pictures ? await openPictures() : null;
  const write = async (folder: string, product: RunProduct | null, chart: NamedChart) => {
    const stem = join(folder, fileStem(chart.chart));
    const file = `${stem}.csv`;
    // A byte order mark, so that spreadsheets read UTF-8 as such.
    await writeInto('charts', join(values.out, file), `\uFEFF${chartCsv(chart.data)}`);
    const picture = draw && `${stem}.svg`;
    if (draw && picture)
      await writeInto('charts', join(values.out, picture), await draw.picture(chart, product));
    console.log(
      JSON.stringify({
        chart: chart.chart,
        product: product?.history.product.id ?? null,
        file,
        rows: chart.data.rows.length,
        ...(picture ? { picture } : {}),
      }),
    );
  };
  try {
    for (const chart of impactCharts(impactOf(products, suggestions))) await write('', null, chart);
    const stems = new Set<string>();
    for (const [i, suggestion] of suggestions.entries()) {
      const { productId } = suggestion;
      if (wanted.size > 0 && !wanted.has(productId)) continue;
      const stem = freeStem(fileStem(productId), stems);
      for (const chart of chartsOf(products[i]!, suggestion)) await write(stem, products[i]!, chart);
    }
  } finally {
    await draw?.close();
  }
  say(`Wrote the charts into ${values.out}.`);
}

/** What draws is loaded where it is asked for: it takes a second, and a document of its own before that. */
async function openPictures() {
  const { openDrawingDocument } = await import('../pictures/drawing-document.ts');
  const close = openDrawingDocument();
  const { chartPicture } = await import('../pictures/chart-picture.tsx');
  const drawn = await import('../pictures/chart-drawings.tsx');
  return {
    picture: ({ chart, draw }: NamedChart, product: RunProduct | null): Promise<string> =>
      chartPicture(chart, product?.history.product.name ?? null, draw(drawn)),
    close,
  };
}

function impactCharts(impact: Impact): readonly NamedChart[] {
  return impactMeasures.flatMap((measure) => {
    const figure = impact.figures[measure.name];
    if (!figure) return [];
    return [
      {
        chart: measure.label,
        data: measureData(measure, figure),
        draw: ({ impactOnMeasure }) => impactOnMeasure(measure, figure),
      } satisfies NamedChart,
    ];
  });
}

function chartsOf(product: RunProduct, suggestion: Suggestion): readonly NamedChart[] {
  const { history, demand } = product;
  const period = periodWord(history.daysPerRow);
  const salesIn = history.salesMeaning === 'money' ? 'currency' : 'units';
  const drawn = demandDrawing(history, demand);
  const calendar = recommendedCalendar(suggestion.recommendation);
  return [
    {
      chart: 'Price over time',
      data: columnTable(history.days, history.price, 'price (currency)'),
      draw: ({ priceOverTime }) => priceOverTime(product),
    },
    {
      chart: 'Sales over time',
      data: columnTable(history.days, history.sales, `sales (${salesIn} a ${period})`),
      draw: ({ salesOverTime }) => salesOverTime(product),
    },
    {
      chart: 'Demand curve',
      data: curveData(drawn.line, drawn.points, period),
      draw: ({ demandCurve }) => demandCurve(product, drawn),
    },
    {
      chart: 'From the price asked for to the recommended one',
      data: waterfallData(waterfallRows(suggestion)),
      draw: ({ priceWaterfall }) => priceWaterfall(suggestion),
    },
    ...(calendar
      ? [
          {
            chart: 'Price calendar',
            data: calendarData(calendar),
            draw: ({ priceCalendar }) => priceCalendar(calendar, suggestion),
          } satisfies NamedChart,
        ]
      : []),
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
