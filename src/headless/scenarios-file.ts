// Scenarios of one file of sales as a file: `{"data": fingerprint, "fileName", "scenarios": [...]}`. The page keeps them in its
// project, and `project read` and `project write` carry them over.

import { basename } from 'node:path';

import { z } from 'zod';

import { scenariosSchema, withRules } from '../core/decisions/scenario-schema.ts';
import type { Scenario } from '../core/decisions/scenario.ts';
import { text } from '../core/incoming/bounds.ts';
import type { Dataset } from '../core/table/dataset.ts';
import { jsonFile } from './json-file.ts';
import { writeOut } from './write-file.ts';

export interface ScenariosFile {
  /** Fingerprint of the sales that they were worked out on. */
  readonly data: string;
  readonly fileName: string;
  /** In the order they were kept. */
  readonly scenarios: readonly Scenario[];
}

const schema = z.object({ data: text(), fileName: text(500), scenarios: scenariosSchema });

/** @throws Error in one sentence for a file that cannot be read or holds no scenarios. */
export async function readScenariosFile(path: string, command: string): Promise<ScenariosFile> {
  const what = 'scenarios as "scenario keep" writes them';
  const { scenarios, ...about } = await jsonFile(path, { command, what, schema });
  return { ...about, scenarios: withRules(scenarios) };
}

/** The scenarios of a file that is about these sales. @throws Error as `readScenariosFile`, and where they are of others. */
export async function scenariosOf(
  path: string,
  { fingerprint, fileName }: Pick<Dataset, 'fingerprint' | 'fileName'>,
  command: string,
): Promise<readonly Scenario[]> {
  const file = await readScenariosFile(path, command);
  if (file.data !== fingerprint)
    throw new Error(
      `${basename(path)} is about other sales (${file.fileName}): give the scenarios of ${fileName}`,
    );
  return file.scenarios;
}

/** @throws Error in one sentence where the file cannot be written. */
export async function writeScenariosFile(path: string, file: ScenariosFile, command: string): Promise<void> {
  await writeOut(command, path, scenariosJson(file));
}

export function scenariosJson(file: ScenariosFile): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * The scenario of that name; the only one where none is named.
 *
 * @throws Error in one sentence where there is none like it, or more than one and none is named.
 */
export function scenarioNamed(
  scenarios: readonly Scenario[],
  name: string | undefined,
  option: string,
): Scenario {
  const found = scenarios.filter((each) => name === undefined || each.name === name);
  if (found.length === 1) return found[0]!;
  if (scenarios.length === 0) throw new Error(`${option}: no scenario is kept in the file`);
  const names = scenarios.map((each) => `"${each.name}"`).join(', ');
  throw new Error(
    name === undefined
      ? `${option} says which scenario, of ${names}`
      : `${option}: no scenario is called "${name}"; there are ${names}`,
  );
}
