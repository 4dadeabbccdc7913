// `lab train`: one run without a browser. `sweep` is many of them, on threads or on workers anywhere.

import { agents } from '../../core/agents/agents.ts';
import { counted } from '../../core/table/findings.ts';
import { startNodeBackend } from '../node-backend.ts';
import { readLine, type OptionValues } from '../command.ts';
import { trainLine } from '../lines/training-lines.ts';
import { nodeEngines } from '../engines.ts';
import { flatRows } from '../flat-rows.ts';
import { say } from '../say.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { KeptRun, type KeptStand } from '../training/kept-run.ts';
import { groundOf, type Ground } from '../training/training-ground.ts';
import { RunRecorder, writeRun } from '../training/run-recorder.ts';
import { trainedZip } from '../training/trained-zip.ts';
import { trainRun, type RunStand } from '../training/train-run.ts';
import { writeCsv } from '../write-csv.ts';
import { writeOut } from '../write-file.ts';

type Options = OptionValues<typeof trainLine.options>;

/**
 * Prints one JSON line per evaluation (`step, return, gapClosed, profit` an episode, `seconds`) and a summary line at the end;
 * of its seconds those of learning come after what the market could earn is computed. For several
 * products of a demand market `gapClosed` is the median product's, each line has the quartiles besides, and the
 * summary says how the kept policy did on each of them. For a
 * history market the summary says how well it predicts sales it has not seen (`holdOut`).
 *
 * @throws Error in one sentence for a bad option, file or setting; JobAborted after Ctrl-C, once where it stands is saved.
 */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const { values: options } = readLine(trainLine, args);
  const engine = engineOf(options);
  const asked = await askedSettings('train', options);
  const market = await askedMarket('train', options.market, options.choices, options.join);
  const ground = await groundOf(localMarket(market), asked, say);
  const backend = await startNodeBackend(options.backend);
  say(`Training ${agents[ground.settings.agent].title} on ${backend.name}: ${backend.reason}`);
  if (ground.isPortfolio)
    say(
      `One policy for ${ground.setup.products.length} products: what the settings leave open is as in the preset Portfolio.`,
    );
  const kept = await keptRun(options, ground, engine);
  const unlisten = kept?.listen();
  const from = kept?.from ?? null;
  const engines = nodeEngines(backend, engine, options.threads === '1' ? 1 : 'auto');
  const evaluations = [...(from?.evaluations ?? [])];
  if (from) {
    say(`Goes on at step ${from.history.step} of ${ground.settings.trainingSteps}.`);
    for (const line of evaluations) console.log(JSON.stringify(line));
  }
  const recorder = new RunRecorder(ground, new Date().toISOString(), from?.history);
  const { trained, summary, tally, rewardPartNames } = await trainRun(
    ground,
    engines,
    {
      evaluation: (line) => {
        evaluations.push(line);
        console.log(JSON.stringify(line));
      },
      ...(isRecorded(options)
        ? { event: (event, losses, seconds) => recorder.add(event, losses, seconds) }
        : {}),
      ...(kept ? { between: (stand) => kept.between(() => wholeStand(stand, evaluations, recorder)) } : {}),
      say,
      now: () => performance.now(),
    },
    from,
  ).finally(() => unlisten?.());
  console.log(JSON.stringify({ ...summary, backend: (tally.ran ?? backend).name }));
  if (options.csv !== undefined) await writeCsv('train', options.csv, flatRows(evaluations));
  const computed = (tally.ran ?? backend).name;
  await writeRun(recorder.record(rewardPartNames, tally.seconds, computed), options, 'train');
  if (options.out !== undefined) {
    if (!trained)
      throw new Error('train: the run was too short to learn anything, so there is no model to write');
    await writeOut('train', options.out, trainedZip(trained, ground, computed));
    say(
      `Wrote ${options.out}: ${agents[ground.settings.agent].title} for ${counted(ground.setup.products.length, 'product')}.`,
    );
  }
  await kept?.end();
}

/** Whether anything asks for what the run reported. */
function isRecorded({ log, tensorboard, checkpoint }: Options): boolean {
  return log !== undefined || tensorboard !== undefined || checkpoint !== undefined;
}

async function keptRun(options: Options, ground: Ground, engine: string): Promise<KeptRun | null> {
  const { checkpoint, resume } = options;
  if (checkpoint === undefined) {
    if (resume) throw new Error('train: --resume goes on from a checkpoint: name it with --checkpoint FILE');
    return null;
  }
  return KeptRun.open(checkpoint, ground, { engine, resume, everySeconds: options['checkpoint-every'] });
}

async function wholeStand(
  stand: () => Promise<RunStand | null>,
  evaluations: KeptStand['evaluations'],
  recorder: RunRecorder,
): Promise<KeptStand | null> {
  const of = await stand();
  return of && { ...of, evaluations, history: recorder.history() };
}

/** The engine that was asked for, or the one that goes with the backend. */
function engineOf({ backend, engine }: Options): 'fused' | 'portable' {
  if (engine === 'fused' && backend === 'cpu')
    throw new Error('train: the fused engine runs on --backend wasm; on cpu use --engine portable');
  return engine ?? (backend === 'cpu' ? 'portable' : 'fused');
}
