// The lab worker's side of its calls: one run at a time, the models, and what is asked of policies.
//
// What computes is handed in (`LabEngine`), so the session is tested over a MessageChannel without TensorFlow.js. A run
// under way lets other messages through every few milliseconds: that is what keeps the worker answering within 100 ms.

import { rewardAuditSteps } from '../core/market/reward-audit.ts';
import type { BackendReport, BackendPreference } from '../core/run/backend.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import type { Handlers } from './calls.ts';
import { inSlices, type Scheduling } from './in-slices.ts';
import { trainedPolicy } from './loaded-model.ts';
import { ModelService, type ModelLoader } from './model-service.ts';
import { PolicyService, type PolicySource } from './policy-service.ts';
import type { LabCalls, LabEvent, ReplayOutcome } from './protocol/lab-protocol.ts';
import type { PolicyCalls, PolicySubject } from './protocol/policy-protocol.ts';
import type { RunPlan } from './protocol/run-protocol.ts';
import type { RunRepository } from './run-archive/run-repository.ts';
import { RunDriver } from './run-driver.ts';
import { RunService } from './run-service.ts';

export interface LabEngine extends ModelLoader {
  /** `onLost` is called when the device is lost while nobody computes on it. */
  startBackend(preference: BackendPreference, onLost: () => void): Promise<BackendReport>;
  /**
   * The run computes on the engine of the backend that runs, as the preference it was started with allows; `from` is the
   * checkpoint it goes on from, null at its beginning.
   */
  startTraining(plan: RunPlan, from: RunCheckpoint | null): TrainingRun;
  /** Replays reference updates on the backend that runs. @throws Error where they are not such a file. */
  replay(golden: unknown, engine: 'fused' | 'portable'): Promise<Omit<ReplayOutcome, 'backend'>>;
}

export interface SessionOptions {
  /** The time of day, as ISO text. */
  readonly clock?: () => string;
  /** Where runs and models are kept; null: they live as long as the worker does. */
  readonly repository?: RunRepository | null;
  readonly checkpointEveryMs?: number;
}

const usualCheckpointEveryMs = 30_000;

export class LabSession {
  private readonly engine: LabEngine;
  private readonly send: (event: LabEvent) => void;
  private readonly scheduling: Scheduling;
  private readonly models: ModelService;
  private readonly runs: RunService;
  private backend: Promise<BackendReport> | null = null;
  readonly handlers: Handlers<LabCalls>;

  constructor(
    engine: LabEngine,
    send: (event: LabEvent) => void,
    scheduling: Scheduling,
    {
      clock = () => new Date().toISOString(),
      repository = null,
      checkpointEveryMs = usualCheckpointEveryMs,
    }: SessionOptions = {},
  ) {
    this.engine = engine;
    this.send = send;
    this.scheduling = scheduling;
    this.models = new ModelService(engine, send, scheduling, clock, repository);
    const driver = new RunDriver({
      startedBackend: () => this.startedBackend(),
      startTraining: (plan, from) => engine.startTraining(plan, from),
      send,
      onTrained: (plan, trained, backend) => this.models.keepTrained(plan, trained, backend),
      repository,
      checkpointEveryMs,
      ...scheduling,
    });
    this.runs = new RunService(driver, send, repository);
    this.handlers = {
      ...this.runs.handlers,
      ...this.models.handlers,
      ...this.policyHandlers(new PolicyService(scheduling)),
      init: ({ backend }) => {
        this.backend = engine.startBackend(backend, () => this.deviceLost());
        void this.models.restore();
        return this.backend;
      },
      replay: async ({ golden, engine: kind }) => {
        await this.runs.over();
        const { name } = await this.startedBackend();
        return { ...(await engine.replay(golden, kind)), backend: name };
      },
    };
  }

  private policyHandlers(policies: PolicyService): Handlers<PolicyCalls> {
    return {
      policyMap: ({ subject, view }, context) => policies.map(() => this.policyOf(subject), view, context),
      playEpisode: ({ subject, ...asked }, context) =>
        policies.episode(() => this.policyOf(subject), asked, context),
      auditReward: ({ setup }, { signal, progress }) => {
        if (this.runs.isActive)
          throw new Error('The reward cannot be audited during a run: stop the run first.');
        const { begun } = this.runs;
        const isWanted = () => !signal.aborted && this.runs.begun === begun;
        return inSlices(rewardAuditSteps(setup), this.scheduling, isWanted, progress);
      },
    };
  }

  /** A run that has just ended has left its policy as the model in use. */
  private async policyOf(subject: PolicySubject): Promise<PolicySource> {
    if (subject.kind === 'market') {
      const { setup, market } = subject;
      const noPolicy = 'No agent plays yet: train one, or import a model.';
      return { setup, market, policy: null, noPolicy, step: null };
    }
    const market = subject.kind === 'run' ? subject.runId : subject.market;
    const driven = subject.kind === 'run' ? this.runs.find(subject.runId) : null;
    if (!driven) {
      const model = this.models.inUse();
      const setup = model.market(subject.kind === 'model' ? subject.products : []);
      return { setup, market, policy: model.policy, noPolicy: null, step: model.card.training.steps };
    }
    const { setup } = driven.plan;
    const best = driven.live?.evaluated ? await driven.live.run.model() : null;
    return best
      ? { setup, market, policy: trainedPolicy(best), noPolicy: null, step: best.step }
      : {
          setup,
          market,
          policy: null,
          noPolicy: 'The agent has no policy before its first evaluation.',
          step: null,
        };
  }

  private startedBackend(): Promise<BackendReport> {
    if (!this.backend) throw new Error('internal: asked to compute before the backend was started');
    return this.backend;
  }

  /** A run under way notices and goes on elsewhere by itself; else the next best backend is brought up at once. */
  private deviceLost(): void {
    if (this.runs.isActive) return;
    this.backend = this.engine.startBackend('wasm', () => this.deviceLost());
    this.backend.then(
      (backend) => this.send({ type: 'backend', backend }),
      (error: unknown) => this.send({ type: 'noBackend', message: sentenceOf(error) }),
    );
  }
}
