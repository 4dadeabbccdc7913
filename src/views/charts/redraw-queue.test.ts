import { expect, test } from 'vitest';

import { createRedrawQueue, type RedrawClock } from './redraw-queue.ts';

/** A clock whose frames come every 16 ms when told to pass time. */
class HandClock implements RedrawClock {
  time = 0;
  hidden = false;
  private tasks: { at: number; run: () => void }[] = [];
  now = () => this.time;
  isHidden = () => this.hidden;
  atFrame = (run: () => void) => void this.tasks.push({ at: this.time + 16, run });
  after = (ms: number, run: () => void) => void this.tasks.push({ at: this.time + ms, run });
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.tasks = this.tasks.filter((task) => task !== next);
      this.time = next.at;
      next.run();
    }
    this.time = end;
  }
}

const chart = (name: string, drawn: string[]) => ({ draw: () => void drawn.push(name) });

test('redraw queue: one chart at a time, with a pause between two', () => {
  const clock = new HandClock();
  const queue = createRedrawQueue(clock);
  const drawn: string[] = [];
  for (const name of ['a', 'b', 'c']) queue.request(chart(name, drawn));
  clock.pass(16);
  expect(drawn).toEqual(['a']);
  clock.pass(30);
  expect(drawn).toEqual(['a']);
  clock.pass(90);
  expect(drawn).toEqual(['a', 'b', 'c']);
});

test('redraw queue: at most a few redraws of a chart a second, and the last wish is served', () => {
  const clock = new HandClock();
  const queue = createRedrawQueue(clock);
  const drawn: string[] = [];
  const one = chart('a', drawn);
  for (let moment = 0; moment < 100; moment++) {
    queue.request(one);
    clock.pass(10);
  }
  expect(drawn.length).toBeGreaterThanOrEqual(3);
  expect(drawn.length).toBeLessThanOrEqual(4);
  queue.request(one);
  const before = drawn.length;
  clock.pass(400);
  expect(drawn.length).toBe(before + 1);
});

test('redraw queue: nothing while the tab is hidden, everything once it is seen', () => {
  const clock = new HandClock();
  const queue = createRedrawQueue(clock);
  const drawn: string[] = [];
  clock.hidden = true;
  queue.request(chart('a', drawn));
  clock.pass(5000);
  expect(drawn).toEqual([]);
  clock.hidden = false;
  queue.wake();
  clock.pass(16);
  expect(drawn).toEqual(['a']);
});

test('redraw queue: hidden between request and frame, the request waits', () => {
  const clock = new HandClock();
  const queue = createRedrawQueue(clock);
  const drawn: string[] = [];
  queue.request(chart('a', drawn));
  clock.hidden = true;
  clock.pass(100);
  expect(drawn).toEqual([]);
  clock.hidden = false;
  queue.wake();
  clock.pass(16);
  expect(drawn).toEqual(['a']);
});

test('redraw queue: a chart that left is not drawn', () => {
  const clock = new HandClock();
  const queue = createRedrawQueue(clock);
  const drawn: string[] = [];
  const one = chart('a', drawn);
  queue.request(one);
  queue.forget(one);
  clock.pass(100);
  expect(drawn).toEqual([]);
});
