// Jobs under way while whatever does them is killed: the same training runs asked for again and again, each answer held
// against what one thread of this machine found before anything was killed, figures and weights alike.

import { readModelBundle } from '../../../src/core/export/model/model-bundle.ts';
import { sentenceOf } from '../../../src/core/text/sentence-of.ts';
import type { JobPool } from '../../../src/headless/jobs/job-pool.ts';
import {
  trainingJob,
  type TrainingPiece,
  type TrainingResult,
} from '../../../src/headless/jobs/kinds/training-job.ts';
import { startWorker, type WorkerProcess } from '../../../src/headless/jobs/redis/jobs-redis-fixture.ts';
import { RedisPool } from '../../../src/headless/jobs/redis/redis-pool.ts';
import { ThreadPool } from '../../../src/headless/jobs/thread-pool.ts';
import { sha256Of } from '../../../src/headless/sha256.ts';

/** A batch that has not come back so long after the last kill is lost. */
const patienceMs = 180_000;
/** Saved often, and soon taken for dead: a campaign kills a worker every few seconds. */
const workerOptions = ['--checkpoint-every', '0.3', '--dead-after', '2'];

/** A season of five days, so that what it could earn is soon known and learning is most of the work. */
const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };

const pieces: readonly TrainingPiece[] = [
  { agent: 'sac', seed: 1, trainingSteps: 3000, hiddenUnits: 64 },
  { agent: 'td3', seed: 2, trainingSteps: 3000, hiddenUnits: 64 },
  { agent: 'sac', seed: 3, trainingSteps: 3000, hiddenUnits: 32 },
].map((settings) => ({
  market: { kind: 'json', fileName: 'season.json', text: JSON.stringify({ ...season, ...rules }) },
  settings,
  engine: 'fused',
  keepModel: true,
}));

export class JobLoad {
  readonly broken: string[] = [];
  readonly workers: WorkerProcess[] = [];
  /** Pieces that came back with the same numbers. */
  done = 0;
  private over = false;
  private readonly giveUp = new AbortController();
  private patience: NodeJS.Timeout | undefined;
  private readonly url: string;
  private readonly expected: readonly string[];
  /** What killed workers had said. */
  private readonly ended: string[] = [];

  private constructor(url: string, expected: readonly string[]) {
    this.url = url;
    this.expected = expected;
  }

  /** Computes on one thread what all later answers have to be, then starts `workers` processes. */
  static async begin(url: string, workers: number): Promise<JobLoad> {
    const thread = new ThreadPool(1);
    try {
      const { signal } = new AbortController();
      const load = new JobLoad(url, await numbersOf(thread, 'before', signal));
      for (let i = 0; i < workers; i++) load.workers.push(await startWorker(url, ...workerOptions));
      return load;
    } finally {
      await thread.close();
    }
  }

  /** Asks for the pieces batch after batch; those of the last one are waited for. */
  async ask(): Promise<void> {
    const pool = await RedisPool.open(this.url);
    try {
      for (let batch = 1; !this.over; batch++) {
        const numbers = await numbersOf(pool, `campaign-${batch}`, this.giveUp.signal);
        numbers.forEach((found, i) => {
          if (found === this.expected[i]) this.done++;
          else this.broken.push(`piece ${i} of batch ${batch} came back with other numbers`);
        });
      }
    } catch (error) {
      this.broken.push(`a batch was lost: ${sentenceOf(error)}`);
    } finally {
      clearTimeout(this.patience);
      await pool.close();
    }
  }

  /** Nothing more is asked for; what is under way has its time to come back. */
  finish(): void {
    this.over = true;
    this.patience = setTimeout(() => this.giveUp.abort(), patienceMs);
  }

  /** Kills a worker (kill -9) and starts another one; resolves to whether a piece was under way there. */
  async kill(place: number): Promise<boolean> {
    const worker = this.workers[place]!;
    await worker.stop('SIGKILL');
    this.ended.push(worker.said());
    this.workers[place] = await startWorker(this.url, ...workerOptions);
    return isBusy(worker.said());
  }

  /** How often a piece was begun again, and how often from a checkpoint. */
  taken(): { readonly again: number; readonly fromCheckpoint: number } {
    const said = [...this.ended, ...this.workers.map((worker) => worker.said())].join('');
    return {
      again: count(said, /taken \(begun/g),
      fromCheckpoint: count(said, /goes on from its checkpoint/g),
    };
  }

  async end(): Promise<void> {
    this.over = true;
    this.giveUp.abort();
    await Promise.all(this.workers.map((worker) => worker.stop('SIGKILL')));
  }
}

/** Of each piece all it found, as text, without what a clock said; a model by its weights. */
async function numbersOf(pool: JobPool, batch: string, signal: AbortSignal): Promise<readonly string[]> {
  const numbers: string[] = [];
  for await (const result of pool.results(trainingJob, pieces, { batch, signal }))
    numbers.push(await textOf(pool, result));
  return numbers;
}

async function textOf(pool: JobPool, { model, ...result }: TrainingResult): Promise<string> {
  if (!model) throw new Error('internal: a run of the campaign learned nothing');
  const { weights } = readModelBundle(await pool.take(model));
  const shown = JSON.stringify(result, (key, value: unknown) =>
    key.startsWith('seconds') ? undefined : value,
  );
  const hashes = Object.values(weights).map(({ values }) => sha256Of(new Uint8Array(values.slice().buffer)));
  return `${shown} ${hashes.join(' ')}`;
}

/** Whether more pieces were taken than were done. */
function isBusy(said: string): boolean {
  return count(said, /: taken/g) > count(said, /: done in/g);
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
