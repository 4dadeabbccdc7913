// What a feature or the store is tested with: workers whose calls the test answers, and what was asked of the platform.

import type { CallTypes } from '../worker/calls.ts';
import type { Caller } from '../worker/client.ts';
import type { LabCalls } from '../worker/protocol/lab-protocol.ts';
import type { ReaderCalls } from '../worker/protocol/reader-protocol.ts';
import type { Effects, FeatureContext } from './feature.ts';
import type { LabServices } from './lab-services.ts';
import type { LabState, LabStore } from './lab-state.ts';
import { createLabStore } from './lab-store.ts';

interface Called {
  readonly name: string;
  readonly args: unknown;
  readonly isAborted: () => boolean;
  progress(progress: unknown): void;
  /** Resolves once what follows from it has happened. */
  answer(result?: unknown): Promise<void>;
  refuse(error: string | Error): Promise<void>;
}

export const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function fakeWorker<C extends CallTypes<C>>() {
  const calls: Called[] = [];
  const caller: Caller<C> = {
    call: (name, args, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        calls.push({
          name,
          args,
          isAborted: () => signal?.aborted ?? false,
          progress: (progress) => {
            if (!signal?.aborted) onProgress?.(progress as never);
          },
          answer: (result) => {
            resolve(result);
            return settled();
          },
          refuse: (error) => {
            reject(typeof error === 'string' ? new Error(error) : error);
            return settled();
          },
        });
      }),
  };
  return { calls, caller, names: () => calls.map(({ name }) => name), last: () => calls.at(-1)! };
}

export function fakeServices(changes: Partial<LabServices> = {}) {
  const lab = fakeWorker<LabCalls>();
  const reader = fakeWorker<ReaderCalls>();
  const saved: string[] = [];
  let runs = 0;
  const services: LabServices = {
    lab: lab.caller,
    reader: reader.caller,
    fetchDemo: () => Promise.reject(new Error('unused')),
    saveFile: (fileName) => void saved.push(fileName),
    newRunId: () => `run-${++runs}`,
    now: () => '2026-11-22T10:00:00.000Z',
    openDecisions: () => new Promise(() => {}),
    ...changes,
  };
  return { lab, reader, saved, services };
}

/** A feature's surroundings: the state of an empty lab with these changes, and what it tells the others. */
export function contextOf(changes: Partial<LabState> = {}, services: Partial<LabServices> = {}) {
  const fake = fakeServices(services);
  let state: LabStore = { ...createLabStore(fake.services, 'auto').getState(), ...changes };
  const told: (keyof Effects)[] = [];
  let onChange = () => undefined as void;
  const context: FeatureContext = {
    get: () => state,
    set: (more) => {
      state = { ...state, ...more };
      onChange();
    },
    services: fake.services,
    tell: ((what: keyof Effects) => void told.push(what)) as FeatureContext['tell'],
  };
  return {
    ...fake,
    context,
    told,
    state: () => state,
    /** As in the store, where a feature hears of every change. */
    follow: (feature: Pick<Effects, 'onChange'>) => (onChange = () => feature.onChange?.()),
    become: (more: Partial<LabState>) => context.set(more),
  };
}
