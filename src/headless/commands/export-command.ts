// `lab export MODEL.zip|RUN.jsonl --form FORM --out FILE`: a model in another form, or a run's curves for TensorBoard, for
// programs that are not this lab.

import { modelFileBytes } from '../../core/export/model/model-files.ts';
import { readLine } from '../command.ts';
import { exportLine } from '../lines/training-lines.ts';
import { runAt } from '../run-file.ts';
import { writeRun } from '../training/run-recorder.ts';
import { isModelPath, modelAt } from '../model-file.ts';
import { writeOut } from '../write-file.ts';

/** @throws Error in one sentence for a bad option, a file that is neither model nor run, or one that has no such form. */
export async function exportCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(exportLine, args);
  const { out } = values;
  if (!isModelPath(argument)) return exportRun(argument, values.form, out);
  const { form = 'onnx-prices' } = values;
  if (form === 'tensorboard')
    throw new Error('export: --form tensorboard is for a run, as "train --log" writes it; got a model');
  const bundle = await modelAt(argument, 'export');
  const bytes = modelFileBytes(form, bundle);
  await writeOut('export', out, bytes);
  console.log(JSON.stringify({ written: [{ file: out, bytes: bytes.length, form }] }, null, 1));
}

async function exportRun(path: string, form: string | undefined, folder: string): Promise<void> {
  if (form !== undefined && form !== 'tensorboard')
    throw new Error(`export: --form ${form} is for a model; of a run there is tensorboard`);
  const file = await writeRun(await runAt(path, 'export'), { log: undefined, tensorboard: folder }, 'export');
  console.log(JSON.stringify({ written: [{ file, form: 'tensorboard' }] }, null, 1));
}
