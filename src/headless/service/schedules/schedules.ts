// The schedules of a server, listed once. Of several servers with one shop one runs each: it holds a lease meanwhile.

import { Cron } from 'croner';
import { randomUUID } from 'node:crypto';

import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { Problem } from '../problem.ts';
import { Mutex } from '../shop/mutex.ts';
import { drift } from './drift-schedule.ts';
import { reread } from './reread.ts';
import { retrain } from './retrain-schedule.ts';
import type { Outcome, ScheduleContext, ScheduleKind } from './schedule.ts';

export const scheduleKinds = [reread, drift, retrain] as const satisfies readonly ScheduleKind[];

/** Of each schedule by its name: when; null: never by itself. */
export type Times = Readonly<Record<string, string | null>>;

interface LastRun extends Outcome {
  /** ISO time. */
  readonly at: string;
}

const leaseMs = 180_000;

export class Schedules {
  private readonly context: ScheduleContext;
  private readonly times: Times;
  private readonly say: (sentence: string) => void;
  private readonly holder = randomUUID();
  private readonly crons = new Map<string, Cron>();
  private readonly last = new Map<string, LastRun>();
  private current: string | null = null;
  /** One at a time: each of them reads files and fits. */
  private readonly running = new Mutex();

  constructor(context: ScheduleContext, times: Times, say: (sentence: string) => void) {
    this.context = context;
    this.times = times;
    this.say = say;
  }

  /** @throws Error in a sentence for a time that is none. */
  start(): void {
    for (const kind of scheduleKinds) {
      const when = this.times[kind.name] ?? null;
      if (when === null) continue;
      const cron = within(
        kind.name,
        when,
        () => new Cron(when, { timezone: 'UTC', protect: true }, () => this.run(kind).then(() => undefined)),
      );
      this.crons.set(kind.name, cron);
    }
  }

  stop(): Promise<void> {
    for (const cron of this.crons.values()) cron.stop();
    return Promise.resolve();
  }

  list() {
    return scheduleKinds.map(({ name, meaning }) => ({
      name,
      meaning,
      when: this.times[name] ?? null,
      next: this.crons.get(name)?.nextRun()?.toISOString() ?? null,
      running: this.current === name,
      last: this.last.get(name) ?? null,
    }));
  }

  /** @throws Problem where there is none of that name, or another server is at it. */
  async runNow(name: string): Promise<Outcome> {
    const kind = scheduleKinds.find((one) => one.name === name);
    if (!kind)
      throw new Problem(
        'notFound',
        `There is no schedule of this name; there are ${scheduleKinds.map((one) => one.name).join(', ')}.`,
      );
    const outcome = await this.run(kind);
    if (outcome === null)
      throw new Problem(
        'conflict',
        `Another server of this shop runs "${name}" now, or did in the last ${leaseMs / 60_000} minutes: ask that one, or later.`,
      );
    return outcome;
  }

  private run(kind: ScheduleKind): Promise<Outcome | null> {
    return this.running.run(async () => {
      const { store } = this.context.shop.options;
      const lease = () => store.lease(`schedule ${kind.name}`, this.holder, leaseMs);
      if (!(await lease().catch(() => false))) return null;
      const renewal = setInterval(() => void lease().catch(() => undefined), leaseMs / 3);
      this.current = kind.name;
      const end = this.context.metrics.scheduleSeconds.startTimer({ schedule: kind.name });
      try {
        const outcome = await this.tried(kind);
        this.note(kind, outcome);
        return outcome;
      } finally {
        end();
        this.current = null;
        clearInterval(renewal);
      }
    });
  }

  /** A failure stands in the log too. */
  private async tried(kind: ScheduleKind): Promise<Outcome> {
    try {
      return await kind.run(this.context);
    } catch (error) {
      const sentence = sentenceOf(error);
      const body = { schedule: kind.name, outcome: 'failed', sentence };
      await this.context.shop
        .change(null, () => ({ drafts: [{ kind: 'monitor', body }], answer: () => null }))
        .catch(() => undefined); // the store is gone: the schedule comes again
      return { outcome: 'failed', sentence };
    }
  }

  private note({ name }: ScheduleKind, outcome: Outcome): void {
    const { metrics, shop } = this.context;
    const now = shop.options.now();
    this.last.set(name, { ...outcome, at: new Date(now).toISOString() });
    metrics.scheduleRuns.inc({ schedule: name, outcome: outcome.outcome });
    if (outcome.outcome !== 'failed') metrics.scheduleSuccess.set({ schedule: name }, now / 1_000);
    if (outcome.outcome !== 'nothing') this.say(`${name}: ${outcome.sentence}`);
  }
}

function within<T>(name: string, when: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(
      `The schedule "${name}" cannot run at "${when}": give it as cron does, such as "0 * * * *", or "off".`,
      { cause: error },
    );
  }
}
