// The runs of the lab worker: one is driven at a time (run-driver.ts), the others are kept (run-archive/).

import { setupCheck } from '../core/market/market-check.ts';
import { Transferred, type Handlers } from './calls.ts';
import type { RunCalls, RunCommand, RunEvent, RunPlan } from './protocol/run-protocol.ts';
import type { LoadedRun } from './run-archive/run-archive.ts';
import type { RunRepository } from './run-archive/run-repository.ts';
import { drivenRun, type DrivenRun, type RunDriver } from './run-driver.ts';

export class RunService {
  private readonly driver: RunDriver;
  private readonly send: (event: RunEvent) => void;
  /** Where runs are kept; null: they live as long as the worker does. */
  private readonly repository: RunRepository | null;
  /** Asked for and not yet over, oldest first. */
  private readonly runs: DrivenRun[] = [];
  /** Runs asked for so far: one that is still being loaded gives way to a newer one. */
  private asked = 0;
  /** Runs end before the next begins: they share the device. */
  private lastRun: Promise<void> = Promise.resolve();
  readonly handlers: Handlers<RunCalls>;

  constructor(driver: RunDriver, send: (event: RunEvent) => void, repository: RunRepository | null) {
    this.driver = driver;
    this.send = send;
    this.repository = repository;
    this.handlers = {
      startRun: ({ plan }) => {
        this.asked++;
        this.repository?.begin(plan);
        return this.begin(plan, null);
      },
      steerRun: ({ runId, command }) => this.steer(runId, command),
      listRuns: () => this.repository?.refresh(),
      resumeRun: ({ runId }) => this.resume(runId),
      renameRun: ({ runId, name }) => this.kept().rename(runId, name),
      deleteRuns: ({ runIds }) => this.kept().remove(runIds),
      readRuns: async ({ runIds }) => {
        const curves = await this.kept().curves(runIds);
        const buffers = curves.flatMap(({ episodeSteps, episodeReturns }) => [
          episodeSteps.buffer as ArrayBuffer,
          episodeReturns.buffer as ArrayBuffer,
        ]);
        return new Transferred(curves, buffers);
      },
    };
  }

  /** How many runs have begun: other long work gives way to a new one. */
  begun = 0;

  get isActive(): boolean {
    return this.runs.length > 0;
  }

  find(runId: string): DrivenRun | null {
    return this.runs.find(({ plan }) => plan.runId === runId) ?? null;
  }

  /** Resolves when nothing runs any more of what was asked for until now. */
  over(): Promise<void> {
    return this.lastRun;
  }

  /** @throws Error in a sentence where nothing is kept. */
  private kept(): RunRepository {
    if (!this.repository) throw new Error('This browser cannot store runs.');
    return this.repository;
  }

  private async resume(runId: string): Promise<void> {
    const repository = this.kept();
    const ticket = ++this.asked;
    const from = await repository.take(runId);
    try {
      if (ticket !== this.asked)
        throw new Error('Another run was started meanwhile. This one is unchanged: resume it later.');
      const { plan, run, curves } = from;
      const { settings, productNames, dataset: data } = plan;
      const { createdAt, baselines } = run;
      const marketCheck = setupCheck(plan.setup);
      const about = { runId, createdAt, settings, productNames, data, marketCheck };
      this.send({ type: 'resumed', run: { ...about, baselines, ...curves } });
    } catch (error) {
      repository.release(runId);
      throw error;
    }
    return this.begin(from.plan, from);
  }

  private begin(plan: RunPlan, from: LoadedRun | null): Promise<void> {
    this.begun++;
    for (const earlier of this.runs) this.steer(earlier.plan.runId, 'stop');
    const driven = drivenRun(plan, from);
    this.runs.push(driven);
    this.lastRun = this.lastRun.then(() => this.play(driven));
    return this.lastRun;
  }

  private async play(driven: DrivenRun): Promise<void> {
    await this.driver.play(driven);
    this.runs.splice(this.runs.indexOf(driven), 1);
  }

  private steer(runId: string, command: RunCommand): void {
    const driven = this.find(runId);
    if (!driven) return;
    driven.command = command;
    driven.wake();
  }
}
