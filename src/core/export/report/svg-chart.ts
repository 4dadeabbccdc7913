// A chart as inline SVG for a document without scripts: axes with round ticks and units, bands, lines, points, marks.

import { html, type Html } from './html.ts';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

interface ChartSeries {
  readonly label: string;
  readonly color: string;
  readonly form: 'line' | 'dots';
  readonly points: readonly ChartPoint[];
}

export interface ChartSpec {
  /** What the chart is, for a screen reader. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly ChartSeries[];
  /** The area between two lines over the same x. */
  readonly band?: {
    readonly color: string;
    readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  };
  /** Horizontal and vertical lines with their names. */
  readonly lines?: readonly {
    readonly label: string;
    readonly color: string;
    readonly at: { readonly x: number } | { readonly y: number };
  }[];
  /** Lowest value of the y axis; by the data where absent. */
  readonly yFrom?: number;
  readonly width?: number;
  readonly height?: number;
}

/** Beside the plot; the left grows with what its ticks say. */
const least = { left: 46, right: 110, top: 12, bottom: 40 };
const pixelsPerDigit = 6.6;

/** The chart; a sentence in its place where there is nothing finite to draw. */
export function svgChart(spec: ChartSpec): Html {
  const { width = 720, height = 260, band, lines = [], series } = spec;
  const points = series.flatMap((each) => each.points.filter(isFinitePoint));
  if (points.length === 0) return html`<p class="quiet">Nothing to draw.</p>`;
  const marked = (axis: 'x' | 'y') =>
    lines.flatMap(({ at }) => (axis in at ? [(at as Record<string, number>)[axis]!] : []));
  const xs = points.map(({ x }) => x).concat(band?.points.map(({ x }) => x) ?? [], marked('x'));
  const ys = points
    .map(({ y }) => y)
    .concat(band?.points.flatMap(({ low, high }) => [low, high]) ?? [], marked('y'), spec.yFrom ?? []);
  const xAxis = axisOf(xs, 6, false);
  const yAxis = axisOf(ys, 5, true);
  const widest = Math.max(...yAxis.ticks.map((tick) => tickText(tick).length));
  const room = { ...least, left: Math.max(least.left, 34 + pixelsPerDigit * widest) };
  const plot = { width: width - room.left - room.right, height: height - room.top - room.bottom };
  const px = (x: number) => round(room.left + ((x - xAxis.low) / (xAxis.high - xAxis.low)) * plot.width);
  const py = (y: number) => round(room.top + (1 - (y - yAxis.low) / (yAxis.high - yAxis.low)) * plot.height);
  const bottom = room.top + plot.height;
  const right = room.left + plot.width;
  const at = ({ x, y }: ChartPoint) => `${px(x)},${py(y)}`;
  return html`<svg role="img" aria-label="${spec.title}" viewBox="0 0 ${width} ${height}" class="chart">
      ${yAxis.ticks.map(
        (tick) =>
          html`<line x1="${room.left}" x2="${right}" y1="${py(tick)}" y2="${py(tick)}" class="grid" /><text
              x="${room.left - 6}"
              y="${py(tick) + 4}"
              class="tick end"
              >${tickText(tick)}</text
            >`,
      )}
      ${xAxis.ticks.map(
        (tick) => html`<text x="${px(tick)}" y="${bottom + 16}" class="tick middle">${tickText(tick)}</text>`,
      )}
      <line x1="${room.left}" x2="${right}" y1="${bottom}" y2="${bottom}" class="axis" />
      <text x="${right}" y="${height - 4}" class="tick end">${spec.xLabel}</text>
      <text transform="translate(14 ${room.top + plot.height / 2}) rotate(-90)" class="tick middle">
        ${spec.yLabel}
      </text>
      ${band && band.points.length > 1 ? html`<polygon fill="${band.color}" fill-opacity="0.15" points="${[...band.points.map(({ x, high }) => ({ x, y: high })), ...[...band.points].reverse().map(({ x, low }) => ({ x, y: low }))].map(at).join(' ')}" />` : null}
      ${series.map(({ form, color, points: all }) => {
        const drawn = all.filter(isFinitePoint);
        return form === 'dots'
          ? html`<path
              fill="none"
              stroke="${color}"
              stroke-width="4"
              stroke-linecap="round"
              stroke-opacity="0.55"
              d="${drawn.map(({ x, y }) => `M${px(x)} ${py(y)}h0`).join('')}"
            />`
          : html`<polyline
              fill="none"
              stroke="${color}"
              stroke-width="2"
              stroke-linejoin="round"
              points="${drawn.map(at).join(' ')}"
            />`;
      })}
      ${lines.map(({ label, color, at: place }, i) =>
        'y' in place
          ? html`<line
                x1="${room.left}"
                x2="${right}"
                y1="${py(place.y)}"
                y2="${py(place.y)}"
                stroke="${color}"
                stroke-dasharray="5 4"
              /><text x="${right + 5}" y="${py(place.y) + 4}" fill="${color}" class="label">${label}</text>`
          : html`<line
                x1="${px(place.x)}"
                x2="${px(place.x)}"
                y1="${room.top}"
                y2="${bottom}"
                stroke="${color}"
                stroke-dasharray="5 4"
              /><text x="${px(place.x) + 4}" y="${room.top + 10 + 13 * i}" fill="${color}" class="label"
                >${label}</text
              >`,
      )}
    </svg>
    <p class="legend">
      ${series.map(
        ({ label, color, form }) =>
          html`<span
            ><svg viewBox="0 0 16 8" class="key">
              ${
                form === 'dots'
                  ? html`<circle cx="8" cy="4" r="3" fill="${color}" />`
                  : html`<line x1="0" x2="16" y1="4" y2="4" stroke="${color}" stroke-width="2.5" />`
              }
            </svg>
            ${label}</span
          >`,
      )}
    </p>`;
}

function isFinitePoint({ x, y }: ChartPoint): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** Ends and ticks at 1, 2 or 5 times a power of ten; `widen`: ends move out to ticks. */
function axisOf(values: readonly number[], most: number, widen: boolean) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high <= low) {
    const half = Math.max(Math.abs(low) * 0.1, 0.5);
    [low, high] = [low - half, high + half];
  }
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const first = widen ? Math.floor(low / step + 1e-9) : Math.ceil(low / step - 1e-9);
  const last = widen ? Math.ceil(high / step - 1e-9) : Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return widen ? { low: first * step, high: last * step, ticks } : { low, high, ticks };
}

const tickFormat = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

function tickText(value: number): string {
  return tickFormat.format(value);
}

function round(pixel: number): number {
  return Math.round(pixel * 10) / 10;
}
