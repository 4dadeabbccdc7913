// `lab train`: one run without a browser. `sweep` is many of them, on threads or on workers anywhere.

import { agents } from '../../core/agents/agents.ts';
import { startNodeBackend } from '../node-backend.ts';
import { readLine, type OptionValues } from '../command.ts';
import { trainLine } from '../lines/training-lines.ts';
import { nodeEngines } from '../engines.ts';
import { flatRows } from '../flat-rows.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { groundOf } from '../training/training-ground.ts';
import { RunRecorder, writeRun } from '../training/run-recorder.ts';
import { trainedZip } from '../training/trained-zip.ts';
import { trainRun } from '../training/train-run.ts';
import { writeCsv } from '../write-csv.ts';
import { writeOut } from '../write-file.ts';

/**
 * Prints one JSON line per evaluation (`step, return, gapClosed, profit` an episode, `seconds`) and a summary line at the end;
 * of its seconds those of learning come after what the market could earn is computed. For several
 * products of a demand market `gapClosed` is the median product's, each line has the quartiles besides, and the
 * summary says how the kept policy did on each of them. For a
 * history market the summary says how well it predicts sales it has not seen (`holdOut`).
 *
 * @throws Error in one sentence for a bad option, file or setting.
 */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const { values: options } = readLine(trainLine, args);
  const engine = engineOf(options);
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const asked = await askedSettings('train', options);
  const market = await askedMarket('train', options.market, options.choices, options.join);
  const ground = await groundOf(localMarket(market), asked, say);
  const backend = await startNodeBackend(options.backend);
  say(`Training ${agents[ground.settings.agent].title} on ${backend.name}: ${backend.reason}`);
  if (ground.isPortfolio)
    say(
      `One policy for ${ground.setup.products.length} products: what the settings leave open is as in the preset Portfolio.`,
    );
  const engines = nodeEngines(backend, engine, options.threads === '1' ? 1 : 'auto');
  const evaluations: Readonly<Record<string, unknown>>[] = [];
  const isRecorded = options.log !== undefined || options.tensorboard !== undefined;
  const recorder = isRecorded ? new RunRecorder(ground, new Date().toISOString()) : null;
  const { trained, summary, tally, rewardPartNames } = await trainRun(ground, engines, {
    evaluation: (line) => {
      evaluations.push(line);
      console.log(JSON.stringify(line));
    },
    ...(recorder ? { event: (event, losses) => recorder.add(event, losses) } : {}),
    say,
    now: () => performance.now(),
  });
  console.log(JSON.stringify({ ...summary, backend: (tally.ran ?? backend).name }));
  if (options.csv !== undefined) await writeCsv('train', options.csv, flatRows(evaluations));
  if (recorder) {
    const computed = (tally.ran ?? backend).name;
    await writeRun(recorder.record(rewardPartNames, tally.seconds, computed), options, 'train');
  }
  if (options.out === undefined) return;
  if (!trained)
    throw new Error('train: the run was too short to learn anything, so there is no model to write');
  const { out } = options;
  await writeOut('train', out, trainedZip(trained, ground, (tally.ran ?? backend).name));
  say(`Wrote ${out}: ${agents[ground.settings.agent].title} for ${ground.setup.products.length} products.`);
}

/** The engine that was asked for, or the one that goes with the backend. */
function engineOf({ backend, engine }: OptionValues<typeof trainLine.options>): 'fused' | 'portable' {
  if (engine === 'fused' && backend === 'cpu')
    throw new Error('train: the fused engine runs on --backend wasm; on cpu use --engine portable');
  return engine ?? (backend === 'cpu' ? 'portable' : 'fused');
}
