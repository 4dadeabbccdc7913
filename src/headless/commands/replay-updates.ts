// npm run lab -- replay-updates GOLDEN.json [--backend wasm|cpu] [--engine fused|portable]
//
// Feeds a file of reference updates through the learner and prints how far it strays: the portable one, or with
// `--engine fused` the kernels that train.

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { sentenceOf } from '../../core/sentence-of.ts';
import { referenceLearner } from '../../learning/engine/choose-engine.ts';
import { portableLearner, replayUpdates, type ReferenceStart } from '../../learning/replay-golden.ts';
import { nodeBackendFrom, startNodeBackend } from '../backend.ts';
import { nodeHost } from '../engines.ts';

const usage = 'replay-updates GOLDEN.json [--backend wasm|cpu] [--engine fused|portable]';

/** Prints `{"updates", "maxRelativeError", "worst"}`. */
export async function replayUpdatesCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { backend: { type: 'string' }, engine: { type: 'string' } },
    allowPositionals: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Error(`Expected one file: ${usage}`);
  const backend = nodeBackendFrom(values.backend);
  const golden = await readJson(path);
  const { engine = 'portable' } = values;
  if (engine !== 'fused' && engine !== 'portable')
    throw new Error(`Option --engine: expected fused or portable, got "${engine}"`);
  const host = nodeHost(await startNodeBackend(backend));
  const fused = (start: ReferenceStart) => referenceLearner(host, start);
  console.log(JSON.stringify(await replayUpdates(golden, engine === 'fused' ? fused : portableLearner)));
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const why = sentenceOf(error);
    throw new Error(`${path}: cannot be read (${why})`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = sentenceOf(error);
    throw new Error(`${path}: expected JSON, but ${why}`, { cause: error });
  }
}
