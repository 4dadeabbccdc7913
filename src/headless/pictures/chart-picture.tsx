// A chart of the page as an SVG of its own: title, legend and drawing, in the colours of the light page. It is drawn by the page's
// own component in the document of `drawing-document.ts`, which has to be open before this is loaded.

import { readFileSync } from 'node:fs';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { ReactElement } from 'react';
import { ResponsiveContainer } from 'recharts';

import { wellFormed } from '../../core/text/short-text.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import type { LegendEntry } from '../../drawings/legend-entry.ts';
import { textWidth } from './text-width.ts';

export interface Drawing {
  readonly chart: ReactElement;
  /** Pixels of the drawing alone. */
  readonly height: number;
  readonly legend?: readonly LegendEntry[];
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const font = "Helvetica, Arial, 'Liberation Sans', sans-serif";
const width = 720;
const margin = 16;
const titleSize = 15;
const smallSize = 12;
/** Pixels of a line of the head. */
const line = 22;
/** Turns of the event loop in which a drawing that is done stays as it is; Recharts draws in two or three passes. */
const stillTurns = 5;
const mostTurns = 1_000;

/**
 * The chart as the text of an SVG file; `about` stands beside the title, such as the product's name.
 *
 * @throws Error where nothing comes to be drawn.
 */
export async function chartPicture(title: string, about: string | null, drawing: Drawing): Promise<string> {
  const { chart, height, legend = [] } = drawing;
  const holder = document.createElement('div');
  document.body.append(holder);
  const root = createRoot(holder);
  try {
    flushSync(() =>
      root.render(
        <ResponsiveContainer width={width - 2 * margin} height={height}>
          {chart}
        </ResponsiveContainer>,
      ),
    );
    const drawn = await stillDrawing(holder);
    const head = headOf(title, about, legend);
    const top = margin + head.height;
    const svg = element('svg', {
      width,
      height: top + height + margin,
      viewBox: `0 0 ${width} ${top + height + margin}`,
      'font-family': font,
    });
    const name = element('title', {});
    name.textContent = about === null ? title : `${title}: ${about}`;
    svg.append(
      name,
      element('rect', { width, height: top + height + margin, fill: 'white' }),
      ...head.parts,
      placed(drawn, margin, top),
    );
    return `${inLightColors(wellFormed(new window.XMLSerializer().serializeToString(svg)))}\n`;
  } finally {
    root.unmount();
    holder.remove();
  }
}

/** The drawing once it no longer changes. */
async function stillDrawing(holder: HTMLElement): Promise<SVGSVGElement> {
  let seen = '';
  let still = 0;
  for (let turn = 0; turn < mostTurns && still < stillTurns; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    const now = holder.innerHTML;
    still = now === seen ? still + 1 : 0;
    seen = now;
  }
  const drawn = holder.querySelector<SVGSVGElement>('svg.recharts-surface');
  if (!drawn) throw new Error('internal: a chart drew nothing');
  return drawn;
}

/** The drawing within a picture, without what only a page has a use for. */
function placed(drawn: SVGSVGElement, x: number, y: number): SVGElement {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  for (const each of [copy, ...copy.querySelectorAll('*')])
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'orientation', 'angle'])
      each.removeAttribute(name);
  copy.removeAttribute('style'); // what it is in the page's layout
  for (const empty of copy.querySelectorAll('title, desc')) empty.remove();
  copy.setAttribute('x', String(x));
  copy.setAttribute('y', String(y));
  copy.setAttribute('overflow', 'visible'); // the last figure of an axis stands over its end
  return copy;
}

/** Title and legend; a legend that finds no room beside the title stands under it. */
function headOf(title: string, about: string | null, legend: readonly LegendEntry[]) {
  const parts: SVGElement[] = [];
  const titled = words(margin, margin + titleSize - 2, title, titleSize, chartColors.text);
  titled.setAttribute('font-weight', '600');
  parts.push(titled);
  let end = margin + textWidth(title, titleSize, true) + 10;
  if (about !== null) {
    const most = Math.floor((width - margin - end) / (0.56 * smallSize));
    const said = about.length > most ? `${about.slice(0, most - 1)}…` : about;
    parts.push(words(end, margin + titleSize - 2, said, smallSize, chartColors.axis));
    end += textWidth(said, smallSize) + 10;
  }
  const entryWidth = ({ label }: LegendEntry) => 22 + textWidth(label, smallSize) + 14;
  const legendWidth = legend.reduce((sum, entry) => sum + entryWidth(entry), 0);
  const isBeside = legendWidth <= width - margin - end;
  let x = isBeside ? width - margin - legendWidth : margin;
  const y = isBeside ? margin + 9 : margin + line + 9;
  for (const entry of legend) {
    parts.push(markOf(entry, x, y), words(x + 22, y + 4, entry.label, smallSize, chartColors.axis));
    x += entryWidth(entry);
  }
  return { parts, height: (isBeside ? 1 : 2) * line + 6 };
}

/** Sixteen pixels wide at `x`, its middle at `y`. */
function markOf({ mark = 'line', color }: LegendEntry, x: number, y: number): SVGElement {
  switch (mark) {
    case 'dot':
      return element('circle', { cx: x + 8, cy: y, r: 4, fill: color });
    case 'bar':
      return element('rect', { x: x + 3, y: y - 5.5, width: 11, height: 11, rx: 2, fill: color });
    case 'line':
    case 'dash':
      return element('line', {
        x1: x,
        x2: x + 16,
        y1: y,
        y2: y,
        stroke: color,
        'stroke-width': 2.5,
        ...(mark === 'dash' ? { 'stroke-dasharray': '5 3' } : {}),
      });
    default:
      return mark satisfies never;
  }
}

function words(x: number, y: number, text: string, size: number, fill: string): SVGElement {
  const made = element('text', { x, y, 'font-size': size, fill });
  made.textContent = text;
  return made;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Few programs that show an SVG know CSS variables: each becomes its value. */
function inLightColors(svg: string): string {
  return svg.replace(/var\((--chart-[a-z]+)\)/g, (_, name: string) => {
    const color = lightColors.get(name);
    if (color === undefined) throw new Error(`internal: chart-colors.css has no colour ${name}`);
    return color;
  });
}

const lightColors: ReadonlyMap<string, string> = (() => {
  const css = readFileSync(new URL('../../drawings/chart-colors.css', import.meta.url), 'utf8');
  const light = css.slice(css.indexOf(':root {'), css.indexOf('}'));
  return new Map(
    [...light.matchAll(/(--chart-[a-z]+): ([^;]+);/g)].map(([, name, color]) => [name!, color!]),
  );
})();
