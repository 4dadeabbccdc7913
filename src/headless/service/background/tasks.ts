// What takes seconds or minutes and so happens in a thread of its own, listed once.

import { datasetOf, groundOf, type Ground, type NamedBytes, type SalesFiles } from './service-ground.ts';
import { driftSince, joinNewer, type Joined, type Watched } from './join-newer.ts';
import type { RetrainArgs, Retrained } from './retrain-task.ts';

export interface Tasks {
  readonly read: {
    readonly args: { readonly files: SalesFiles; readonly marginPercent: number | null };
    readonly result: Ground;
  };
  readonly join: {
    readonly args: {
      readonly loaded: SalesFiles;
      readonly newer: NamedBytes;
      readonly marginPercent: number | null;
    };
    readonly result: Joined;
  };
  readonly drift: {
    readonly args: { readonly base: SalesFiles; readonly current: NamedBytes };
    readonly result: Watched;
  };
  readonly retrain: { readonly args: RetrainArgs; readonly result: Retrained };
}
export type TaskName = keyof Tasks;

export const tasks: {
  readonly [Name in TaskName]: (args: Tasks[Name]['args']) => Promise<Tasks[Name]['result']>;
} = {
  read: async ({ files, marginPercent }) => groundOf(await datasetOf(files), marginPercent),
  join: ({ loaded, newer, marginPercent }) => joinNewer(loaded, newer, marginPercent),
  drift: ({ base, current }) => driftSince(base, current),
  // TensorFlow.js comes with it, which the other tasks do not wait for.
  retrain: async (args) => (await import('./retrain-task.ts')).retrain(args),
};
