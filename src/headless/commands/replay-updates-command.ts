// npm run lab -- replay-updates GOLDEN.json [--backend wasm|cpu] [--engine fused|portable]
//
// Feeds a file of reference updates through the learner and prints how far it strays: the portable one, or with
// `--engine fused` the kernels that train.

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { referenceLearner } from '../../learning/engine/choose-engine.ts';
import { replayUpdates, type ReferenceStart } from '../../learning/replay-golden.ts';
import { startNodeBackend } from '../node-backend.ts';
import { readLine } from '../command.ts';
import { replayUpdatesLine } from '../lines/checking-lines.ts';
import { nodeHost } from '../engines.ts';
import { bytesOf } from '../file-source.ts';

/** Prints `{"updates", "maxRelativeError", "worst"}`. */
export async function replayUpdatesCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(replayUpdatesLine, args);
  const { backend, engine } = values;
  const golden = await readJson(argument);
  const host = nodeHost(await startNodeBackend(backend));
  const fused = (start: ReferenceStart) => referenceLearner(host, start);
  console.log(
    JSON.stringify(await replayUpdates(golden, engine === 'fused' ? fused : (start) => start.learner())),
  );
}

async function readJson(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(path, 'replay-updates'));
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = sentenceOf(error);
    throw new Error(`${path}: expected JSON, but ${why}`, { cause: error });
  }
}
