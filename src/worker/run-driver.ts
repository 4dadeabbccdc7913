// Drives a run: asks it for event after event, tells what it yields and has its checkpoints kept.
//
// Between two events it looks at the command (pause, step, stop) and, every few milliseconds, lets the worker's other
// messages through. What to send, and where models and checkpoints go, is handed in.

import { backendTitles, type BackendName, type BackendReport } from '../core/run/backend.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { RunState, TrainedModel } from '../core/run/events.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { sliceMs } from './in-slices.ts';
import type { RunCommand, RunEvent, RunPlan } from './protocol/run-protocol.ts';
import type { LoadedRun } from './run-archive/run-archive.ts';
import { RunHistory } from './run-archive/run-curves.ts';
import type { RunRepository } from './run-archive/run-repository.ts';
import { ReportBatcher } from './report-batcher.ts';

const reportEveryMs = 250;

/** A run from the moment it is asked for: it can be stopped before it has begun. */
export interface DrivenRun {
  readonly plan: RunPlan;
  /** What is asked of it; looked at between two events. */
  command: RunCommand;
  /** Ends the wait of a paused run. */
  wake: () => void;
  /** What computes it now; null before it has begun. */
  backend: BackendReport | null;
  /** From the first evaluation on there is a best policy, in plain numbers; null before the run has begun. */
  live: { readonly run: TrainingRun; evaluated: boolean } | null;
  /** Of a run that goes on: what computed it before, null where that is not known; null for a new run. */
  readonly resumed: { readonly backend: string | null } | null;
  /** What it goes on from, until it has begun: a replay buffer is in it. null where it begins from nothing. */
  checkpoint: RunCheckpoint | null;
  /** All that it has told, from its very beginning. */
  readonly history: RunHistory;
}

/** A run that is asked for; `from` is what was kept of it, where it goes on. */
export function drivenRun(plan: RunPlan, from: LoadedRun | null): DrivenRun {
  const history = new RunHistory(from && { ...from.curves, baselines: from.run.baselines });
  return {
    plan,
    command: 'run',
    wake: () => undefined,
    backend: null,
    live: null,
    resumed: from && { backend: from.run.backend },
    checkpoint: from?.checkpoint ?? null,
    history,
  };
}

export interface RunDriverServices {
  /** What runs. */
  readonly startedBackend: () => Promise<BackendReport>;
  readonly startTraining: (plan: RunPlan, from: RunCheckpoint | null) => TrainingRun;
  readonly send: (event: RunEvent) => void;
  /** Takes over what the run has learned. */
  readonly onTrained: (plan: RunPlan, trained: TrainedModel, backend: BackendReport) => void;
  /** Where runs are kept; null: nowhere. */
  readonly repository: Pick<RunRepository, 'keep' | 'end' | 'release' | 'isBusy'> | null;
  readonly checkpointEveryMs: number;
  /** Lets the worker's other messages in. */
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

export class RunDriver {
  private readonly services: RunDriverServices;

  constructor(services: RunDriverServices) {
    this.services = services;
  }

  /** Drives the run to its end. Never throws: what goes wrong becomes the run's `failed` event. */
  async play(driven: DrivenRun): Promise<void> {
    const { send, repository } = this.services;
    const { plan, history } = driven;
    const { runId } = plan;
    try {
      const backend = await this.services.startedBackend();
      if (commandOf(driven) !== 'stop') {
        const run = this.begin(driven);
        await this.drive(driven, run);
        const trained = isAsKept(driven) ? null : await run.model();
        if (trained) this.services.onTrained(plan, trained, driven.backend ?? backend);
      }
      if (isAsKept(driven)) repository?.release(runId);
      // Who reads "finished" may close the page.
      else await repository?.end(runId, history, standing(driven, 'finished'));
      send({ type: 'state', runId, state: 'finished' });
    } catch (error) {
      await this.fail(driven, error);
    } finally {
      driven.live?.run.dispose();
    }
  }

  /** @throws UnfitError where what was kept of the run does not fit it. */
  private begin(driven: DrivenRun): TrainingRun {
    const { send, startTraining } = this.services;
    const { plan, checkpoint, history } = driven;
    const { runId } = plan;
    const run = startedFrom(checkpoint, () => startTraining(plan, checkpoint));
    driven.live = { run, evaluated: checkpoint?.best != null };
    driven.checkpoint = null;
    history.rewardPartNames = run.rewardPartNames;
    send({ type: 'started', runId, rewardPartNames: run.rewardPartNames });
    send({ type: 'state', runId, state: 'training' });
    return run;
  }

  /**
   * Says why, and ends the run, or leaves it as it was kept where it may go on at the next visit: a file that could not be
   * fetched is no reason to give it up.
   */
  private async fail(driven: DrivenRun, error: unknown): Promise<void> {
    const { send, repository } = this.services;
    const { plan, history } = driven;
    const { runId } = plan;
    const sentence = sentenceOf(error);
    if (isAsKept(driven) && !(error instanceof UnfitError)) {
      repository?.release(runId);
      const message = `The run cannot continue now: ${sentence.replace(/\.$/, '')}. Its stored data is safe: reload the page and resume it again.`;
      return send({ type: 'failed', runId, message });
    }
    void repository?.end(runId, history, { ...standing(driven, 'failed'), problem: sentence });
    send({ type: 'failed', runId, message: sentence });
    await this.rescue(driven);
  }

  /** A run that failed leaves the best policy it had evaluated: that one lies in plain numbers, not on the device. */
  private async rescue({ plan, live, checkpoint, backend }: DrivenRun): Promise<void> {
    const { onTrained, startedBackend } = this.services;
    try {
      const trained = live ? await live.run.model() : (checkpoint?.best ?? null);
      if (trained?.bestReturn != null) onTrained(plan, trained, backend ?? (await startedBackend()));
    } catch {
      // Nothing could be saved, and why the run failed has been said.
    }
  }

  /** Asks the run for event after event until it ends or is stopped. */
  private async drive(driven: DrivenRun, run: TrainingRun): Promise<void> {
    const { send, now, yieldToEventLoop, repository, checkpointEveryMs } = this.services;
    const { plan, history } = driven;
    const { runId, settings } = plan;
    const batcher = new ReportBatcher(settings.trainingSteps, () => run.losses(), now, history.progress);
    const flush = async () => {
      const report = await batcher.take();
      history.add(report);
      send({ type: 'report', runId, report });
    };
    const say = (state: RunState) => send({ type: 'state', runId, state });
    let lastReport = now();
    let lastYield = now();
    let lastCheckpoint = now();
    while (commandOf(driven) !== 'stop') {
      if (commandOf(driven) === 'pause') {
        batcher.pauseClock();
        await flush();
        const checkpoint = await run.checkpoint();
        say('paused');
        await this.keep(driven, checkpoint, 'paused');
        // Another command may have come during the read-back.
        if (commandOf(driven) === 'pause') await new Promise<void>((resolve) => (driven.wake = resolve));
        batcher.resumeClock();
        lastCheckpoint = now();
        if (commandOf(driven) === 'run') say('training');
        continue;
      }
      const asked = now();
      const next = await run.events.next();
      if (next.done) break;
      batcher.add(next.value, now() - asked);
      if (next.value.type === 'baselines') {
        const { baselines } = next.value;
        history.baselines = baselines;
        send({ type: 'baselines', runId, baselines });
      }
      if (next.value.type === 'engine') {
        const { backend } = next.value;
        const message = next.value.message ?? otherBackend(driven, backend);
        driven.backend = backend;
        send({ type: 'engine', runId, backend, message });
      }
      if (commandOf(driven) === 'step' && next.value.type === 'step') driven.command = 'pause';
      if (next.value.type === 'evaluation' && driven.live) driven.live.evaluated = true;
      const at = now();
      if (at - lastReport >= reportEveryMs) {
        await flush();
        lastReport = now();
      }
      if (at - lastCheckpoint >= checkpointEveryMs && repository?.isBusy !== true) {
        await flush();
        await this.keep(driven, await run.checkpoint(), 'training');
        lastCheckpoint = now();
      }
      if (at - lastYield >= sliceMs) {
        await yieldToEventLoop();
        lastYield = now();
      }
    }
    await run.events.return();
    await flush();
  }

  /** Keeps where the run stands between two events. The run must not go on before this is done. */
  private async keep(
    driven: DrivenRun,
    checkpoint: RunCheckpoint | null,
    state: 'training' | 'paused',
  ): Promise<void> {
    const { repository, yieldToEventLoop } = this.services;
    const { plan, history } = driven;
    if (checkpoint)
      await repository?.keep(plan.runId, checkpoint, history, standing(driven, state), yieldToEventLoop);
  }
}

/** The present command; a function, since it changes while the driver waits. */
function commandOf(driven: DrivenRun): RunCommand {
  return driven.command;
}

/** Whether a run that was to go on has not: without an engine nothing of it has changed. */
function isAsKept({ resumed, backend }: DrivenRun): boolean {
  return resumed !== null && backend === null;
}

/** What was kept of a run does not fit it, and will not the next time either. */
class UnfitError extends Error {}

function startedFrom(checkpoint: RunCheckpoint | null, start: () => TrainingRun): TrainingRun {
  try {
    return start();
  } catch (error) {
    const sentence = sentenceOf(error);
    const message = `The run cannot continue from its stored data: ${sentence} Start it again with the same settings.`;
    throw new UnfitError(checkpoint ? message : sentence, { cause: error });
  }
}

function standing({ backend, resumed }: DrivenRun, state: 'training' | 'paused' | 'finished' | 'failed') {
  return { state, problem: null, backend: backend?.name ?? resumed?.backend ?? null };
}

/** What to say where a run goes on with something else than it was computed with before. */
function otherBackend({ resumed, backend }: DrivenRun, now: BackendReport): string | null {
  const before = resumed?.backend;
  if (backend !== null || !before || before === now.name || !Object.hasOwn(backendTitles, before))
    return null;
  return (
    `The run was computed by ${backendTitles[before as BackendName]} before it was interrupted and continues on ` +
    `${backendTitles[now.name]}: from here on its numbers may differ slightly from those of an uninterrupted run.`
  );
}
