// A run of this machine that can be taken up again: where it stands goes into a file now and then, and the same command
// goes on from there with the numbers it would have had.

import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { serialize } from 'node:v8';

import { bytesOf } from '../file-source.ts';
import { checkpointBytes, checkpointFrom } from '../jobs/checkpoint-bytes.ts';
import { JobAborted } from '../jobs/job-kind.ts';
import { sha256Of } from '../sha256.ts';
import { writeOut } from '../write-file.ts';
import type { RunHistory } from './run-recorder.ts';
import type { RunStand } from './train-run.ts';
import type { Ground } from './training-ground.ts';

/** Signals are heard this often. */
const sliceMs = 100;

/** What is in the file. */
export interface KeptStand extends RunStand {
  /** The lines that were printed. */
  readonly evaluations: readonly Readonly<Record<string, unknown>>[];
  readonly history: RunHistory;
}

export class KeptRun {
  /** Where an earlier process left the run; null where it begins. */
  readonly from: KeptStand | null;
  private readonly path: string;
  private readonly name: string;
  private readonly everyMs: number;
  private savedAt = performance.now();
  private heardAt = performance.now();
  private isToStop = false;

  private constructor(path: string, name: string, everySeconds: number, from: KeptStand | null) {
    this.path = path;
    this.name = name;
    this.everyMs = 1000 * everySeconds;
    this.from = from;
  }

  /**
   * @param resume - goes on with what the file at `path` holds, where it is there.
   * @throws Error in one sentence where the file holds another run, or one that would be lost.
   */
  static async open(
    path: string,
    { settings, setup }: Ground,
    {
      engine,
      everySeconds,
      resume,
    }: { readonly engine: string; readonly everySeconds: number; readonly resume: boolean },
  ): Promise<KeptRun> {
    const name = sha256Of(serialize({ settings, setup, engine }));
    if ((await stat(path).catch(() => null)) === null) return new KeptRun(path, name, everySeconds, null);
    if (!resume)
      throw new Error(
        `train: ${path} holds a run that was cut off: go on with it with --resume, or remove the file`,
      );
    const from = checkpointFrom(name, await bytesOf(path, 'train')) as KeptStand | null;
    if (from === null)
      throw new Error(
        `train: ${basename(path)} is not where this run stands: it is of other settings, another market or version of the lab, or damaged; give the command it was begun with, or another file`,
      );
    return new KeptRun(path, name, everySeconds, from);
  }

  /** Ctrl-C saves and ends the run; gives what takes that back. */
  listen(): () => void {
    const stop = () => void (this.isToStop = true);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    return () => void process.off('SIGINT', stop).off('SIGTERM', stop);
  }

  /** Saves where it is time to. @throws JobAborted once it was told to stop and all is saved. */
  async between(stand: () => Promise<KeptStand | null>): Promise<void> {
    if (performance.now() - this.heardAt >= sliceMs) {
      await setImmediate();
      this.heardAt = performance.now();
    }
    if (!this.isToStop && performance.now() - this.savedAt < this.everyMs) return;
    const kept = await stand();
    if (kept) await writeOut('train', this.path, checkpointBytes(this.name, kept));
    this.savedAt = performance.now();
    if (!this.isToStop) return;
    process.stderr.write(
      kept || this.from
        ? `${this.path} holds where the run stands: the same command with --resume goes on from there.\n`
        : 'Nothing was learned yet, so nothing was saved.\n',
    );
    throw new JobAborted();
  }

  /** All that the run brings is written: there is nothing to take up any more. */
  async end(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
