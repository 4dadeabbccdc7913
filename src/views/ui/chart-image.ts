// A figure of the page as an SVG or a PNG: its drawings and its words, in the colours and fonts they have at this moment.
//
// The figure is built anew as one SVG (drawings with their computed styles, every word of HTML at its place, legend
// marks as shapes); for a PNG the browser draws that as an image, which is copied to a canvas at twice the size. A foreignObject would
// be shorter and would taint the canvas in some browsers.

import { wellFormed } from '../../core/text/short-text.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const scale = 2;
const margin = 16;

/** What an element of a drawing looks like; the rest is geometry and stands in its attributes. */
const paints = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'visibility',
  'display',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
] as const;

export function chartSvg(figure: HTMLElement): Blob {
  return new Blob([textOf(figureAsSvg(figure).svg)], { type: 'image/svg+xml' });
}

/** @throws Error in a sentence where the browser does not draw it. */
export async function chartPng(figure: HTMLElement): Promise<Blob> {
  const { svg, width, height } = figureAsSvg(figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives the page no canvas to draw on.');
  context.scale(scale, scale);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error('This browser could not make a PNG of that size.')),
    ),
  );
}

function textOf(svg: SVGElement): string {
  return wellFormed(new XMLSerializer().serializeToString(svg));
}

function figureAsSvg(figure: HTMLElement) {
  const frame = figure.getBoundingClientRect();
  const style = getComputedStyle(figure);
  const padded = Number.parseFloat(style.paddingLeft) > 0;
  const border = padded ? 0 : margin;
  const width = Math.ceil(frame.width + 2 * border);
  const height = Math.ceil(frame.height + 2 * border);
  const svg = element('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  svg.append(element('rect', { width, height, fill: groundOf(figure) }));
  const origin = { x: frame.left - border, y: frame.top - border };
  for (const drawing of drawingsOf(figure)) svg.append(copyOf(drawing, origin));
  for (const mark of figure.querySelectorAll<HTMLElement>('span[aria-hidden]'))
    if (isDrawn(mark) && mark.childElementCount === 0 && mark.textContent === '')
      svg.append(...markShapes(mark, origin));
  for (const word of wordsOf(figure)) svg.append(wordElement(word, origin));
  return { svg, width, height };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Outermost drawings of the figure; not the icons of its menu. */
function drawingsOf(figure: HTMLElement): SVGSVGElement[] {
  return [...figure.querySelectorAll('svg')].filter(
    (svg) => isDrawn(svg) && svg.parentElement?.closest('svg') === null,
  );
}

/** Shown on the page, and not a control; a legend's button says that its series is drawn. */
function isDrawn(part: Element): boolean {
  if (part.closest('[data-not-in-image], button:not([data-in-image]), [role="menu"]') !== null) return false;
  const box = part.getBoundingClientRect();
  return box.width > 0 && getComputedStyle(part).visibility !== 'hidden';
}

function copyOf(drawing: SVGSVGElement, origin: Point): SVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const target = copies[i]!;
    const style = getComputedStyle(original);
    for (const name of ['class', 'tabindex', ...paints]) target.removeAttribute(name);
    target.setAttribute('style', paints.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  });
  for (const foreign of copy.querySelectorAll('foreignObject')) foreign.remove();
  const box = drawing.getBoundingClientRect();
  for (const [name, value] of [
    ['x', box.left - origin.x],
    ['y', box.top - origin.y],
    ['width', box.width],
    ['height', box.height],
  ] as const)
    copy.setAttribute(name, String(value));
  return copy;
}

/** The first ground that is not see-through, from the figure outwards. */
function groundOf(figure: HTMLElement): string {
  for (let part: HTMLElement | null = figure; part; part = part.parentElement) {
    const { backgroundColor } = getComputedStyle(part);
    if (!isClear(backgroundColor)) return backgroundColor;
  }
  return 'white';
}

function isClear(color: string): boolean {
  return color === 'transparent' || /,\s*0\)$/.test(color);
}

/** A legend's mark: a filled box, or a line where only its upper border shows. */
function markShapes(mark: HTMLElement, origin: Point): SVGElement[] {
  const box = mark.getBoundingClientRect();
  const style = getComputedStyle(mark);
  const x = box.left - origin.x;
  const y = box.top - origin.y;
  const thickness = Number.parseFloat(style.borderTopWidth);
  if (thickness > 0)
    return [
      element('line', {
        x1: x,
        x2: x + box.width,
        y1: y + thickness / 2,
        y2: y + thickness / 2,
        stroke: style.borderTopColor,
        'stroke-width': thickness,
        ...(style.borderTopStyle === 'dashed' ? { 'stroke-dasharray': '5 3' } : {}),
      }),
    ];
  if (isClear(style.backgroundColor)) return [];
  const radius = style.borderTopLeftRadius.endsWith('%')
    ? box.width / 2
    : Number.parseFloat(style.borderTopLeftRadius);
  return [
    element('rect', {
      x,
      y,
      width: box.width,
      height: box.height,
      rx: radius,
      fill: style.backgroundColor,
    }),
  ];
}

interface Word {
  readonly text: string;
  readonly box: DOMRect;
  readonly style: CSSStyleDeclaration;
}

/** Every word of HTML with its place, so that lines break in the picture as they do on the page. */
function wordsOf(figure: HTMLElement): Word[] {
  const words: Word[] = [];
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest('svg') !== null || !isDrawn(parent)) continue;
    const style = getComputedStyle(parent);
    for (const { index, 0: text } of (node.textContent ?? '').matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + text.length);
      const box = range.getBoundingClientRect();
      if (box.width > 1) words.push({ text, box, style });
    }
  }
  return words;
}

function wordElement({ text, box, style }: Word, origin: Point): SVGElement {
  const word = element('text', {
    x: box.left - origin.x,
    y: box.top - origin.y + box.height / 2,
    'dominant-baseline': 'central',
    fill: style.color,
    'font-family': style.fontFamily,
    'font-size': style.fontSize,
    'font-weight': style.fontWeight,
    // The picture's own widths may differ by a fraction of a pixel; the page's are kept.
    textLength: box.width,
  });
  word.textContent = text;
  return word;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
