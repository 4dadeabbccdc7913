// `lab sweep`: one market, every combination of agents, settings and seeds. Threads of this machine, or workers anywhere.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { agentNames, type AgentName } from '../../core/agents/agents.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { readLine } from '../command.ts';
import { sweepLine } from '../lines/training-lines.ts';
import { trainingJob, type TrainingResult } from '../jobs/kinds/training.ts';
import { batchName } from '../jobs/piece-name.ts';
import { sharedMarket } from '../jobs/share-market.ts';
import { toldProgress, withPool } from '../jobs/with-pool.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { groundOf } from '../training/ground.ts';
import {
  seedsOf,
  sweepCells,
  sweepRows,
  sweepRuns,
  sweepTable,
  variationOf,
  type SweepRun,
  type Variation,
} from '../training/sweep.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints a JSON line per run, in the order of combinations and seeds, then one per combination, and the table on standard
 * error; with `--table` the table alone.
 *
 * @throws Error in one sentence for a bad option, file or setting; JobAborted after Ctrl-C.
 */
export async function sweepCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(sweepLine, args);
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const settings = await askedSettings('sweep', { settings: values.settings, steps: values.steps });
  const variations = [...agentVariation(values.agents), ...values.vary.map(variationOf)];
  const seeds = seedsOf(values.seeds);
  const asked = await askedMarket('sweep', values.market, values.choices, values.join);
  const isKept = values.out !== undefined;
  const engine = values.engine;
  const plan = {
    settings: settings as SweepRun['piece']['settings'],
    variations,
    seeds,
    engine,
    keepModels: isKept,
  };
  // A wrong setting is told before anything is sent anywhere, and the market once.
  const first = sweepRuns({ ...plan, market: { kind: 'named', name: 'reference' } })[0]!;
  for (const { piece } of sweepRuns({ ...plan, market: { kind: 'named', name: 'reference' } }))
    settingsFrom(piece.settings);
  await groundOf(localMarket(asked), first.piece.settings, say);
  await withPool(values, async (pool, signal) => {
    const market = await sharedMarket('sweep', asked, pool);
    const runs = sweepRuns({ ...plan, market });
    const pieces = runs.map(({ piece }) => piece);
    const batch = batchName('sweep', pieces);
    say(`${runs.length} runs, batch ${batch}.`);
    const { watcher, done } = toldProgress(say);
    const results: TrainingResult[] = [];
    for await (const result of pool.results(trainingJob, pieces, { batch, signal, ...watcher })) {
      const { combination, seed } = runs[results.length]!;
      done();
      results.push(result);
      if (values.out !== undefined && result.model)
        await keepModel(values.out, combination, seed, await pool.take(result.model));
      const { summary, lastGapClosed } = result;
      if (!values.table)
        console.log(JSON.stringify({ kind: 'run', ...combination, seed, ...summary, lastGapClosed }));
    }
    const rows = sweepRows(runs, results);
    if (values.csv !== undefined) await writeCsv('sweep', values.csv, sweepCells(runs, results));
    if (values.table) return console.log(sweepTable(rows));
    for (const { combination, ...row } of rows)
      console.log(JSON.stringify({ kind: 'combination', ...combination, ...row }));
    say(sweepTable(rows));
  });
}

/** @throws Error in a sentence for a name that no agent has. */
function agentVariation(text: string | undefined): readonly Variation[] {
  if (text === undefined) return [];
  const values = text.split(',').map((name) => name.trim());
  for (const name of values)
    if (!agentNames.includes(name as AgentName))
      throw new Error(`sweep: there is no agent "${name}"; there are ${agentNames.join(', ')}`);
  return [{ name: 'agent', values }];
}

async function keepModel(
  folder: string,
  combination: SweepRun['combination'],
  seed: number,
  bytes: Uint8Array,
): Promise<void> {
  const parts = [...Object.entries(combination).map(([name, value]) => `${name}-${value}`), `seed-${seed}`];
  const path = join(folder, `${parts.join('_').replace(/[^\w.-]/g, '-')}.zip`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, bytes);
  } catch (error) {
    throw new Error(`sweep: cannot write ${path}: ${sentenceOf(error)}`, { cause: error });
  }
}
