// The lab worker: the only place that loads TensorFlow.js. What it answers is in lab-session.ts, the models it
// has in loaded-model.ts; this file joins them to the learner.

import plainWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

import type { BackendPreference } from '../core/run/backend.ts';
import { currentDevice, startBackend } from '../learning/tensor-backend.ts';
import type { KnownBaselines } from '../learning/baselines.ts';
import { chosenEngines, referenceLearner, type EngineHost } from '../learning/engine/choose-engine.ts';
import { browserKernels } from '../learning/engine/wasm/browser-kernels.ts';
import { replayUpdates } from '../learning/replay-golden.ts';
import { startTraining } from '../learning/trainer.ts';
import { answerCalls, type FromWorker, type ToWorker } from './calls.ts';
import { loadImported, loadTrained } from './loaded-model.ts';
import { LabSession, type LabEngine } from './lab-session.ts';
import type { LabCalls, LabEvent } from './protocol/lab-protocol.ts';
import { RunArchive } from './run-archive/run-archive.ts';
import { openRunsDatabase } from './run-archive/run-database.ts';
import { browserLocks } from './run-archive/run-locks.ts';
import { RunRepository } from './run-archive/run-repository.ts';
import { usableLocks } from './usable-locks.ts';

/** What runs; null before `init`. */
let host: EngineHost | null = null;
let onLost: () => void = () => undefined;
/** What the products of a catalogue could earn: the next run on it need not compute it again. */
const knownBaselines: KnownBaselines = new Map();

async function start(preference: BackendPreference): Promise<EngineHost> {
  const report = await startBackend({
    preference,
    wasmFiles: { simd: simdWasmUrl, plain: plainWasmUrl },
    onLost: () => onLost(),
  });
  host = {
    preference,
    report: { ...report, reason: `${report.reason}.` },
    device: currentDevice(),
    kernels: browserKernels,
    now: () => performance.now(),
    restart: start,
  };
  return host;
}

function started(): EngineHost {
  if (!host) throw new Error('internal: asked to compute before the backend was started');
  return host;
}

const engine: LabEngine = {
  startBackend: async (preference, whenLost) => {
    onLost = whenLost;
    return (await start(preference)).report;
  },
  startTraining: (plan, from) =>
    startTraining(plan.settings, plan.setup, chosenEngines(started()), from, knownBaselines),
  loadTrained,
  loadImported,
  replay: (golden, kind) =>
    kind === 'fused'
      ? replayUpdates(golden, (beginning) => referenceLearner(started(), beginning))
      : replayUpdates(golden),
};

/** Lets the worker's other messages in. A message of our own, since timers are clamped to 4 ms. */
const loop = new MessageChannel();
const waiting: (() => void)[] = [];
loop.port1.onmessage = () => waiting.shift()?.();
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    loop.port2.postMessage(null);
  });
}

const post = (message: FromWorker<LabEvent>, transfer: Transferable[] = []) =>
  self.postMessage(message, { transfer });
const send = (event: LabEvent) => post({ event });
const repository = new RunRepository({
  openArchive: async (onClosed) => new RunArchive(await openRunsDatabase(onClosed)),
  locks: browserLocks(usableLocks(navigator)),
  send,
  clock: () => new Date().toISOString(),
});
const scheduling = { yieldToEventLoop, now: () => performance.now() };
const session = new LabSession(engine, send, scheduling, { repository });
const answer = answerCalls<LabCalls>(session.handlers, post);
self.addEventListener('message', (event: MessageEvent<ToWorker>) => void answer(event.data));
