// `lab export MODEL.zip --form FORM --out FILE`: a model in another form, for programs that are not this lab.

import { writeFile } from 'node:fs/promises';

import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { modelFileBytes } from '../../core/export/model/model-files.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { readLine } from '../command.ts';
import { exportLine } from '../lines/training-lines.ts';
import { bytesOf } from '../file-source.ts';

/** @throws Error in one sentence for a bad option, a file that is no model, or a model that has no such form. */
export async function exportCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(exportLine, args);
  const { form, out } = values;
  const bundle = readModelBundle(await bytesOf(argument, 'export'));
  const bytes = modelFileBytes(form, bundle);
  await writeFile(out, bytes).catch((error: unknown) => {
    throw new Error(`export: cannot write ${out}: ${sentenceOf(error)}`, { cause: error });
  });
  console.log(JSON.stringify({ written: [{ file: out, bytes: bytes.length, form }] }, null, 1));
}
