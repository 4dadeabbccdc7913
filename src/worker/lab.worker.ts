// The lab worker: the only place that loads TensorFlow.js. The conversation is in lab-session.ts, the models it
// holds in held-model.ts; this file joins them to the learner.

import plainWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

import type { BackendReport } from '../core/run/backend.ts';
import { startBackend } from '../learning/backend.ts';
import { portableEngines } from '../learning/engine/engine-source.ts';
import { replayUpdates } from '../learning/replay-golden.ts';
import { startTraining } from '../learning/trainer.ts';
import { holdImported, holdTrained } from './held-model.ts';
import { LabSession, type LabEngine } from './lab-session.ts';
import type { LabRequest } from './protocol.ts';

let started: BackendReport | null = null;

const engine: LabEngine = {
  startBackend: async (wish, onLost) => {
    const report = await startBackend({
      wish,
      wasmFiles: { simd: simdWasmUrl, plain: plainWasmUrl },
      onLost,
    });
    started = { ...report, reason: `${report.reason}.` };
    return started;
  },
  startTraining: (plan) => startTraining(plan.settings, plan.setup, portableEngines(started!)),
  holdTrained,
  holdImported,
  replay: replayUpdates,
};

/** Lets the worker's other messages in. A message of our own, since timers are clamped to 4 ms. */
const breath = new MessageChannel();
const breathing: (() => void)[] = [];
breath.port1.onmessage = () => breathing.shift()?.();
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    breathing.push(resolve);
    breath.port2.postMessage(null);
  });
}

const session = new LabSession(
  engine,
  (event, transfer = []) => self.postMessage(event, { transfer }),
  breathe,
);
self.addEventListener('message', (event: MessageEvent<LabRequest>) => void session.handle(event.data));
