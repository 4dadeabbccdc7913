// Spreads the redraws of live charts over time, so that no single task of the page grows long: each chart is
// redrawn at most three times a second, one chart at a time, and none while the tab is hidden.

/** Milliseconds between two redraws of one chart. */
const redrawEveryMs = 330;

/** Milliseconds between the turns of two charts: a redraw spills over into the frame after it. */
const turnEveryMs = 40;

/** One chart's wish to be drawn anew; the same object each time, so that wishing twice is wishing once. */
export interface Redraw {
  draw(): void;
}

/** What the queue needs of the browser. */
export interface RedrawClock {
  now(): number;
  isHidden(): boolean;
  /** Calls back at the next frame. */
  atFrame(callback: () => void): void;
  after(ms: number, callback: () => void): void;
}

export interface RedrawQueue {
  request(redraw: Redraw): void;
  /** Takes back a request, as when a chart leaves the page. */
  forget(redraw: Redraw): void;
  /** Goes on after the tab was hidden. */
  wake(): void;
}

export function createRedrawQueue(clock: RedrawClock): RedrawQueue {
  const waiting = new Set<Redraw>();
  const lastDrawn = new WeakMap<Redraw, number>();
  let scheduled = false;
  let lastTurn = -Infinity;

  const dueIn = (redraw: Redraw) => (lastDrawn.get(redraw) ?? -Infinity) + redrawEveryMs - clock.now();

  function schedule(): void {
    if (scheduled || waiting.size === 0 || clock.isHidden()) return;
    scheduled = true;
    const wait = Math.max(Math.min(...[...waiting].map(dueIn)), lastTurn + turnEveryMs - clock.now());
    if (wait > 0) clock.after(wait, () => clock.atFrame(turn));
    else clock.atFrame(turn);
  }

  function turn(): void {
    scheduled = false;
    if (clock.isHidden()) return;
    for (const redraw of waiting) {
      if (dueIn(redraw) > 0) continue;
      waiting.delete(redraw);
      lastDrawn.set(redraw, clock.now());
      lastTurn = clock.now();
      redraw.draw();
      break;
    }
    schedule();
  }

  return {
    request(redraw) {
      waiting.add(redraw);
      schedule();
    },
    forget(redraw) {
      waiting.delete(redraw);
    },
    wake: schedule,
  };
}
