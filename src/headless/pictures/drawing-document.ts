// A document in which React draws charts without a browser: jsdom, which lays nothing out. Recharts asks it for one thing, the
// size of a line of text, which is told here.

import { JSDOM } from 'jsdom';

import { textWidth } from './text-width.ts';

/** What React and Recharts look for. */
const needed = ['window', 'document', 'navigator', 'Node', 'Element', 'HTMLElement', 'SVGElement'] as const;

const lineHeight = 1.15;

/** Opens it for the whole process, before React is loaded; what comes back closes it. */
export function openDrawingDocument(): () => Promise<void> {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
  window.HTMLElement.prototype.getBoundingClientRect = function getBoundingClientRect(this: HTMLElement) {
    const size = Number.parseFloat(this.style.fontSize) || 0;
    return { width: textWidth(this.textContent, size), height: size * lineHeight } as DOMRect;
  };
  const before = needed.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of needed)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      value: name === 'window' ? window : window[name],
    });
  return async () => {
    // React tidies up after the last drawing, a turn or two of the event loop later.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
    window.close();
    for (const [name, property] of before)
      if (property) Object.defineProperty(globalThis, name, property);
      else Reflect.deleteProperty(globalThis, name);
  };
}
