// npm run lab -- replay-updates GOLDEN.json [--backend wasm|cpu] [--engine fused|portable]
//
// Feeds a file of reference updates through the learner and prints how far it strays: the portable one, or with
// `--engine fused` the kernels that train.

import { basename } from 'node:path';

import { referenceLearner } from '../../learning/engine/choose-engine.ts';
import { replayUpdates, type ReferenceStart } from '../../learning/replay-golden.ts';
import { startNodeBackend } from '../node-backend.ts';
import { readLine } from '../command.ts';
import { replayUpdatesLine } from '../lines/checking-lines.ts';
import { nodeHost } from '../engines.ts';
import { bytesOf, namingFile } from '../file-source.ts';

/** Prints `{"updates", "maxRelativeError", "worst"}`. */
export async function replayUpdatesCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(replayUpdatesLine, args);
  const { backend, engine } = values;
  const golden = await readJson(argument);
  const host = nodeHost(await startNodeBackend(backend));
  const fused = (start: ReferenceStart) => referenceLearner(host, start);
  const replayed = await namingFile(argument, () =>
    replayUpdates(golden, engine === 'fused' ? fused : (start) => start.learner()),
  );
  console.log(JSON.stringify(replayed));
}

async function readJson(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(path, 'replay-updates'));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${basename(path)}: expected reference updates as JSON, but the text is not JSON`, {
      cause: error,
    });
  }
}
