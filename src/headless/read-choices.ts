// The answers of a person to what a file leaves open, from a JSON file: `--choices C.json` of every command that reads one.

import { readFile } from 'node:fs/promises';

import { choicesSchema } from '../core/files/choices.ts';
import { issueWords } from '../core/incoming/issue-words.ts';
import { columns } from '../core/table/columns.ts';
import type { ReadChoices } from '../core/table/dataset.ts';
import { fileProblem } from './write-file.ts';

/**
 * The choices in the file at `path`; none without a path.
 *
 * @throws Error in one sentence naming the first thing that is no choice.
 */
export async function readChoicesFile(path: string | undefined): Promise<ReadChoices> {
  if (path === undefined) return {};
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The choices in "${path}" cannot be read: ${fileProblem(error)}.`, { cause: error });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`"${path}": expected choices as JSON, but the text is not JSON`, { cause: error });
  }
  const parsed = choicesSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Error(
    `"${path}": ${issue.path.join('.') || 'the choices'}: ${issueWords(issue)}; ` +
      `the choices are the roles ${columns.map(({ role }) => role).join(', ')} under "mapping", and ${Object.keys(choicesSchema.shape).join(', ')}.`,
  );
}
