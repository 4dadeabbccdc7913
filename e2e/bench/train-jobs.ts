// Many training runs, each a process of `lab train` on one thread, as many at once as there are cores: what a sweep
// on any job scheduler does.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BesideFixedPrice } from '../../src/core/run/beside-fixed-price.ts';
import type { RunSettings } from '../../src/core/run/settings.ts';

export interface TrainJob {
  /** `reference`, a market file or a sales CSV, as `lab train --market` takes it. */
  readonly market: string;
  readonly agent: RunSettings['agent'];
  readonly seed: number;
  /** What differs from the defaults. */
  readonly settings: Partial<RunSettings>;
}

/** The last line of `lab train`. */
export interface TrainSummary {
  readonly bestReturn: number | null;
  readonly gapClosed: number | null;
  readonly updates: number;
  readonly secondsTraining: number;
  /** Of these, after what the market could earn was computed. */
  readonly secondsLearning: number;
  /** Of the last evaluation: what is left where the best policy is not kept. */
  readonly lastGapClosed: number | null;
  /** How the kept policy stands beside the best price that never moves; absent where there is none. */
  readonly bestFixedPrice?: { readonly policyIs: BesideFixedPrice['standing'] };
  /** Where several products were trained. */
  readonly medianGapClosed?: number;
}

/**
 * The summaries, in the order of `jobs`.
 *
 * @throws Error with what the run said where one fails.
 */
export async function trainAll(
  jobs: readonly TrainJob[],
  atOnce = availableParallelism(),
): Promise<readonly TrainSummary[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pricing-lab-sweep-'));
  const summaries: TrainSummary[] = [];
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const i = next++;
      const settings = join(folder, `${i}.json`);
      await writeFile(settings, JSON.stringify(jobs[i]!.settings));
      summaries[i] = await train(jobs[i]!, settings);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, work));
  } finally {
    await rm(folder, { recursive: true });
  }
  return summaries;
}

function train({ market, agent, seed }: TrainJob, settingsFile: string): Promise<TrainSummary> {
  const options = { market, agent, seed: String(seed), settings: settingsFile, threads: '1' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/headless/lab.ts', 'train', ...args]);
  const out: Buffer[] = [];
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = Buffer.concat(out).toString().trim().split('\n');
      if (code !== 0) return reject(new Error(Buffer.concat(said).toString()));
      const last = JSON.parse(lines.at(-2)!) as { readonly gapClosed: number | null };
      const summary = JSON.parse(lines.at(-1)!) as Omit<TrainSummary, 'lastGapClosed'>;
      resolve({ ...summary, lastGapClosed: last.gapClosed });
    });
  });
}
