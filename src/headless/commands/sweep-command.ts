// `lab sweep`: one market, every combination of agents, settings and seeds. Threads of this machine, or workers anywhere.

import { join } from 'node:path';

import { agentNames, type AgentName } from '../../core/agents/agents.ts';
import { agentPrices } from '../../core/decisions/agent-prices.ts';
import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import type { SettingName } from '../../core/run/settings.ts';
import { sweepTitle, type SweptSetting } from '../../core/run/sweep.ts';
import type { AgentPrice } from '../../core/run/sweep-result.ts';
import { counted } from '../../core/table/findings.ts';
import { readLine } from '../command.ts';
import { sweepLine } from '../lines/training-lines.ts';
import { trainingJob, type TrainingPiece, type TrainingResult } from '../jobs/kinds/training-job.ts';
import { batchName } from '../jobs/piece-name.ts';
import { sharedMarket } from '../jobs/share-market.ts';
import { toldProgress, withPool } from '../jobs/with-pool.ts';
import { say } from '../say.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { groundOf } from '../training/training-ground.ts';
import {
  bestSentence,
  combinationEntry,
  plannedPieces,
  rankedCombinations,
  seedsOf,
  sweepCells,
  sweepTable,
  sweptRuns,
  sweptSettingOf,
  zippedSweep,
} from '../training/sweep-training.ts';
import { writeCsv } from '../write-csv.ts';
import { writeInto, writeOut } from '../write-file.ts';

/**
 * Prints a JSON line per run, seed after seed and of each every combination as in the page, then one per combination, the best
 * first, and the table on standard error; with `--table` the table alone.
 *
 * @throws Error in one sentence for a bad option, file or setting; JobAborted after Ctrl-C.
 */
export async function sweepCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(sweepLine, args);
  const { names, over, said } = sweptIn(values);
  const asked = {
    ...(await askedSettings('sweep', { settings: values.settings, steps: values.steps })),
    ...said,
  };
  const market = await askedMarket('sweep', values.market, values.choices, values.join);
  const plan = { seeds: seedsOf(values.seeds), over };
  const isKept = values.out !== undefined || values.zip !== undefined;
  const { runs, pieces: piecesIn } = plannedPieces(
    settingsFrom(asked),
    asked as TrainingPiece['settings'],
    plan,
    { engine: values.engine, keepModel: isKept },
  );
  // A market that cannot be is told before anything is sent anywhere.
  await groundOf(localMarket(market), asked, say);
  await withPool(values, async (pool, signal) => {
    const pieces = piecesIn(await sharedMarket('sweep', market, pool));
    const batch = batchName('sweep', pieces);
    say(`${counted(runs.length, 'run')}, batch ${batch}.`);
    const { watcher, done } = toldProgress(say);
    const results: TrainingResult[] = [];
    const prices: (readonly AgentPrice[])[] = [];
    for await (const result of pool.results(trainingJob, pieces, { batch, signal, ...watcher })) {
      const { settings } = runs[results.length]!;
      const combination = Object.fromEntries(names.map((name) => [name, settings[name]]));
      const { seed } = settings;
      done();
      results.push(result);
      const model = result.model && (await pool.take(result.model));
      if (values.out !== undefined && model) await keepModel(values.out, combination, seed, model);
      prices.push(values.zip !== undefined && model ? agentPrices(readModelBundle(model).suggestions) : []);
      const { summary, lastGapClosed } = result;
      if (!values.table)
        console.log(JSON.stringify({ kind: 'run', ...combination, seed, ...summary, lastGapClosed }));
    }
    const swept = sweptRuns(runs, results);
    const ranked = rankedCombinations(swept, names);
    if (values.csv !== undefined) await writeCsv('sweep', values.csv, sweepCells(swept, names));
    if (values.zip !== undefined)
      await writeZip(values.zip, zippedSweep(sweepTitle(plan), names, swept, prices));
    if (values.table) return console.log(sweepTable(ranked, names));
    for (const combination of ranked.combinations)
      console.log(
        JSON.stringify({
          kind: 'combination',
          rankedBy: ranked.metric,
          ...combinationEntry(combination, names),
        }),
      );
    say(sweepTable(ranked, names));
    const best = bestSentence(ranked, names);
    if (best !== null) say(best);
  });
}

async function writeZip(path: string, bytes: Uint8Array): Promise<void> {
  await writeOut('sweep', path, bytes);
  process.stderr.write(`Wrote ${path}.\n`);
}

interface Swept {
  /** What tells one run from another besides its seed, in the order it was typed. */
  readonly names: readonly SettingName[];
  /** Of them those with several values. */
  readonly over: readonly SweptSetting[];
  /** The others: a setting of all runs. */
  readonly said: Readonly<Record<string, SweptSetting['values'][number]>>;
}

/** @throws Error in a sentence for what is no agent, no setting or no value of one. */
function sweptIn({
  agents,
  vary,
}: {
  readonly agents: string | undefined;
  readonly vary: readonly string[];
}): Swept {
  const all = [...(agents === undefined ? [] : [agentsIn(agents)]), ...vary.map(sweptSettingOf)];
  return {
    names: all.map(({ name }) => name),
    over: all.filter(({ values }) => values.length > 1),
    said: Object.fromEntries(
      all.flatMap(({ name, values }) => (values.length === 1 ? [[name, values[0]!]] : [])),
    ),
  };
}

function agentsIn(text: string): SweptSetting {
  const values = text.split(',').map((name) => name.trim());
  for (const name of values)
    if (!agentNames.includes(name as AgentName))
      throw new Error(`sweep: there is no agent "${name}"; there are ${agentNames.join(', ')}`);
  return { name: 'agent', values };
}

async function keepModel(
  folder: string,
  combination: Readonly<Record<string, unknown>>,
  seed: number,
  bytes: Uint8Array,
): Promise<void> {
  const parts = [
    ...Object.entries(combination).map(([name, value]) => `${name}-${String(value)}`),
    `seed-${seed}`,
  ];
  const path = join(folder, `${parts.join('_').replace(/[^\w.-]/g, '-')}.zip`);
  await writeInto('sweep', path, bytes);
}
