// Runs tasks in threads of their own, so that prices are answered meanwhile. A thread that dies or takes too long is a
// sentence; the next task has a fresh one.

import type { Worker } from 'node:worker_threads';

import { startThread } from '../../own-thread.ts';
import { Mutex } from '../shop/mutex.ts';
import type { TaskAnswer } from './task-thread.ts';
import type { TaskName, Tasks } from './tasks.ts';

const entry = new URL('./task-thread.ts', import.meta.url);

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

/**
 * One thread reads, joins and watches, one task after another, so that nobody who sends files all the time takes the
 * machine; another one retrains.
 */
export class Background {
  private readonly files = new Lane();
  private readonly training = new Lane();

  /** @throws TaskRefused with the task's own sentence; Error where its thread died or was stopped. */
  readonly run: RunTask = (name, args) => (name === 'retrain' ? this.training : this.files).run(name, args);

  /** Stops what is under way; it rejects. */
  async stop(): Promise<void> {
    await Promise.all([this.files.stop(), this.training.stop()]);
  }
}

class Lane {
  private readonly order = new Mutex();
  private thread: Worker | null = null;
  private isStopped = false;

  run<Name extends TaskName>(name: Name, args: Tasks[Name]['args']): Promise<Tasks[Name]['result']> {
    return this.order.run(() => this.runNow(name, args));
  }

  private async runNow<Name extends TaskName>(
    name: Name,
    args: Tasks[Name]['args'],
  ): Promise<Tasks[Name]['result']> {
    const refused = () => new Error(`The server is stopping, and the task "${name}" was not started.`);
    if (this.isStopped) throw refused();
    const thread = (this.thread ??= await startThread(entry));
    if (this.isStopped) {
      void thread.terminate();
      throw refused();
    }
    return new Promise<Tasks[Name]['result']>((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(limit);
        thread.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
        settle();
      };
      const drop = (error: Error) => {
        this.thread = null; // the next task has a fresh one
        void thread.terminate();
        end(() => reject(error));
      };
      const limit = setTimeout(
        () => drop(new Error(`The task "${name}" was stopped after ${patience[name] / minutes} minutes.`)),
        patience[name],
      );
      thread.once('message', (answer: TaskAnswer) =>
        end(() => {
          if ('problem' in answer) reject(new TaskRefused(answer.problem));
          else resolve(answer.result as Tasks[Name]['result']);
        }),
      );
      thread.once('error', drop);
      thread.once('exit', () =>
        drop(
          new Error(
            this.isStopped
              ? `The server was stopped before the task "${name}" was done; it begins anew when it is next asked for.`
              : `The thread of the task "${name}" ended before it was done.`,
          ),
        ),
      );
      thread.postMessage({ name, args });
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.thread?.terminate();
  }
}
