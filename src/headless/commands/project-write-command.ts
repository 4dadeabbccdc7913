// `lab project write FILE --out PROJECT`: everything of a shop as one file, which the page and `serve` open.

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { appendEntry, headOf, type AuditEntry } from '../../core/decisions/audit-log.ts';
import { testsBody, type PriceTest } from '../../core/experiments/price-test.ts';
import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { writeProject, type ProjectLog, type ProjectModel } from '../../core/export/project-file.ts';
import { program } from '../../core/run/program-version.ts';
import { settingsFrom, settingsOfRecord } from '../../core/run/run-settings.ts';
import { readLine } from '../command.ts';
import { bytesOf } from '../file-source.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { projectWriteLine } from '../lines/project-lines.ts';
import { besideProblem, logFile } from '../log-file.ts';
import { modelAt } from '../model-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { runAt } from '../run-file.ts';
import { readTestsFile } from '../tests-file.ts';
import { scenariosOf } from '../scenarios-file.ts';
import { typedPrices } from '../typed-prices.ts';
import { askedSettings } from '../training/asked-run.ts';
import { writeOut } from '../write-file.ts';

/**
 * The first model is the one in use, and its settings are the project's where none are given.
 *
 * @throws Error in one sentence for a bad option or a file that cannot be read or written.
 */
export async function projectWriteCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(projectWriteLine, args);
  const choices = await readChoicesFile(values.choices);
  const dataset = await readDataset(argument, choices, values.join);
  const { fingerprint, fileName } = dataset;
  const models: ProjectModel[] = [];
  for (const path of values.model) models.push(await projectModel(path, models.length === 0));
  const settings =
    values.settings === undefined && models.length > 0
      ? settingsOfRecord(readModelBundle(models[0]!.bytes).card.settings)
      : settingsFrom(await askedSettings('project write', { settings: values.settings }));
  const createdAt = new Date().toISOString();
  const tests = values.tests === undefined ? [] : await readTestsFile(values.tests, 'project write');
  const log =
    values.log === undefined
      ? begunLog(fingerprint, fileName, tests, createdAt)
      : await givenLog(values.log, fingerprint, tests, createdAt);
  const secondFiles = [];
  for (const path of values.join)
    secondFiles.push({ name: basename(path), bytes: await bytesOf(path, 'project write') });
  const bytes = writeProject(
    {
      createdAt,
      source: {
        name: fileName,
        bytes: await bytesOf(argument, 'project write'),
        fingerprint,
        choices,
        secondFiles,
      },
      settings,
      trainFor: 'all',
      shownProduct: 0,
      guardrails: await guardrailsFrom(values.guardrails, 'project write'),
      advice: {
        level: values.level,
        objective: values.objective ?? 'auto',
        lean: null,
        mostChanges: values['max-changes'] ?? null,
        typedPrices: typedPrices('project write', 'typed', values.typed, dataset),
      },
      scenarios:
        values.scenarios === undefined ? [] : await scenariosOf(values.scenarios, dataset, 'project write'),
      run: values.run === undefined ? null : await runAt(values.run, 'project write'),
      log,
    },
    models,
    program,
  );
  await writeOut('project write', values.out, bytes);
  console.log(
    JSON.stringify({
      out: values.out,
      bytes: bytes.length,
      models: models.length,
      log: { entries: log.head.entries, hash: log.head.hash },
    }),
  );
}

async function projectModel(path: string, inUse: boolean): Promise<ProjectModel> {
  const { bytes } = await modelAt(path, 'project write');
  const { mtime } = await stat(path);
  return { name: basename(path).replace(/\.zip$/i, ''), createdAt: mtime.toISOString(), inUse, bytes };
}

function begunLog(dataKey: string, fileName: string, tests: readonly PriceTest[], at: string): ProjectLog {
  const opened = appendEntry(null, at, 'opened', { data: dataKey, fileName });
  return logOf(dataKey, withTests([opened], tests, at));
}

/** A log goes on in the project; tests that it does not list already are noted at its end. */
async function givenLog(
  path: string,
  dataKey: string,
  tests: readonly PriceTest[],
  at: string,
): Promise<ProjectLog> {
  const log = await logFile(path, 'project write');
  const problem = besideProblem(path, log);
  if (problem !== null) throw new Error(problem);
  return logOf(dataKey, withTests(log.entries, tests, at), log.suggestions ?? []);
}

function withTests(
  entries: readonly AuditEntry[],
  tests: readonly PriceTest[],
  at: string,
): readonly AuditEntry[] {
  if (tests.length === 0) return entries;
  const body = testsBody(tests, `${tests.length} price ${tests.length === 1 ? 'test' : 'tests'} taken over.`);
  return [...entries, appendEntry(entries.at(-1) ?? null, at, 'experiment', body)];
}

function logOf(
  dataKey: string,
  entries: readonly AuditEntry[],
  suggestions: ProjectLog['suggestions'] = [],
): ProjectLog {
  return { dataKey, entries, head: headOf(entries.at(-1) ?? null), suggestions };
}
