// Runs a task in a thread of its own, so that prices are answered meanwhile. A thread that dies or takes too long is a
// sentence; the next task has a fresh one.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import type { TaskAnswer } from './task-thread.ts';
import type { TaskName, Tasks } from './tasks.ts';

// Node reads TypeScript through tsx, which a thread has to be told of before it loads any.
const threadSource = `
const { workerData } = require('node:worker_threads');
import(workerData.tsx).then(({ register }) => {
  register();
  return import(workerData.entry);
});`;
const tsx = new URL(
  './dist/esm/api/index.mjs',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
).href;
const entry = new URL('./task-thread.ts', import.meta.url).href;

const minutes = 60_000;
/** How long each may take. */
const patience: Readonly<Record<TaskName, number>> = {
  read: 30 * minutes,
  join: 30 * minutes,
  drift: 30 * minutes,
  retrain: 6 * 60 * minutes,
};

/** The task could not be done with what it was given; the message says why. */
export class TaskRefused extends Error {
  override readonly name = 'TaskRefused';
}

export type RunTask = <Name extends TaskName>(
  name: Name,
  args: Tasks[Name]['args'],
) => Promise<Tasks[Name]['result']>;

export class Background {
  private readonly threads = new Set<Worker>();

  /** @throws TaskRefused with the task's own sentence; Error where its thread died or was stopped. */
  readonly run: RunTask = <Name extends TaskName>(name: Name, args: Tasks[Name]['args']) => {
    const thread = new Worker(threadSource, { eval: true, workerData: { name, args, tsx, entry } });
    this.threads.add(thread);
    return new Promise<Tasks[Name]['result']>((resolve, reject) => {
      const limit = setTimeout(() => {
        reject(new Error(`The task "${name}" was stopped after ${patience[name] / minutes} minutes.`));
        void thread.terminate();
      }, patience[name]);
      thread.once('message', (answer: TaskAnswer) => {
        if ('problem' in answer) reject(new TaskRefused(answer.problem));
        else resolve(answer.result as Tasks[Name]['result']);
      });
      thread.once('error', reject);
      thread.once('exit', () => {
        clearTimeout(limit);
        this.threads.delete(thread);
        reject(new Error(`The thread of the task "${name}" ended before it was done.`));
      });
    });
  };

  /** Stops what is under way; it rejects. */
  async stop(): Promise<void> {
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }
}
