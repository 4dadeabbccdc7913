// A whole project as one file, out and in again: a zip with the ending `.pricinglab`.
//
// | file                | holds                                                                       |
// | ------------------- | --------------------------------------------------------------------------- |
// | project.json        | what there is, choices, settings, rules, advice, scenarios, all checksums   |
// | project.sha256      | the checksum of project.json, as sha256sum writes and checks it             |
// | source/data         | the sales file, byte for byte                                               |
// | source/second-1 ... | files joined to the sales, byte for byte                                    |
// | models/1.zip ...    | every kept model as the lab exports it, with the prices it gave             |
// | run.jsonl           | the run's log                                                               |
// | audit-log.jsonl     | every suggestion and decision, chained, and the log's head                  |
// | suggestions.jsonl   | the prices that stand beside the log's entries                              |
//
// What comes in is checked whole before any of it is used: sizes, checksums, the fingerprint of the data, schemas,
// the chain of the log and that its decisions can be read.

import { strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';

import { decodeAuditFile, encodeAuditEntries, encodeAuditHead } from '../decisions/audit-file.ts';
import { verifyLog, type AuditEntry, type AuditHead } from '../decisions/audit-log.ts';
import { openedSchema } from '../decisions/audit-words.ts';
import { emptyBook } from '../decisions/decision.ts';
import { bookWithEntry } from '../decisions/decision-record.ts';
import {
  decodeLoggedSuggestions,
  encodeLoggedSuggestions,
  type LoggedSuggestions,
} from '../decisions/logged-suggestions.ts';
import type { Guardrails } from '../decisions/guardrails/guardrail-list.ts';
import { parseGuardrails } from '../decisions/guardrails/guardrails-schema.ts';
import { adviceSchema, scenariosSchema, withRules } from '../decisions/scenario-schema.ts';
import type { Scenario, ScenarioAdvice } from '../decisions/scenario.ts';
import { choicesSchema } from '../files/choices.ts';
import { packZip, unpackZip } from '../incoming/bounded-zip.ts';
import { text } from '../incoming/bounds.ts';
import { firstIssue, jsonFrom, named, within } from '../incoming/json.ts';
import { settingsOfRecord } from '../run/run-settings.ts';
import type { RunSettings } from '../run/settings.ts';
import type { ReadChoices } from '../table/dataset.ts';
import { sentenceOf } from '../text/sentence-of.ts';

import { checksum, checksumLine } from './checksum.ts';
import { readRunLog, runLog } from './run/run-log.ts';
import type { RunRecord } from './run/run-record.ts';
import { ownValue } from '../text/own-value.ts';

const format = 'pricing-lab-project';
const version = 1;
const manifestFile = 'project.json';
const manifestChecksumFile = 'project.sha256';
const sourceFile = 'source/data';
const runFile = 'run.jsonl';
const logFile = 'audit-log.jsonl';
const suggestionsFile = 'suggestions.jsonl';
const mostModels = 200;
const mostSecondFiles = 50;
/** A million rows are about 50 MB, a large model 15. */
const bounds = { maxFiles: mostModels + mostSecondFiles + 8, maxBytes: 1024 * 2 ** 20 };

export interface ProjectLog {
  /** What the log is about: the data's fingerprint, or a name for no file. */
  readonly dataKey: string;
  readonly entries: readonly AuditEntry[];
  readonly head: AuditHead;
  readonly suggestions: readonly LoggedSuggestions[];
}

/** Everything but the models, which only the worker holds. */
export interface ProjectContent {
  /** ISO time. */
  readonly createdAt: string;
  /** The sales file as it was read; null without one. */
  readonly source: {
    readonly name: string;
    readonly bytes: Uint8Array;
    /** SHA-256 of the bytes. */
    readonly fingerprint: string;
    readonly choices: ReadChoices;
    /** Files joined to it, in their order; absent in projects saved before there were any. */
    readonly secondFiles?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  } | null;
  readonly settings: RunSettings;
  readonly trainFor: 'all' | 'shown';
  readonly shownProduct: number;
  readonly guardrails: Guardrails;
  /** What is asked of the recommendations; absent in projects saved before it was kept. */
  readonly advice?: ScenarioAdvice;
  /** Absent in projects saved before there were any. */
  readonly scenarios?: readonly Scenario[];
  readonly run: RunRecord | null;
  readonly log: ProjectLog | null;
}

export interface ProjectModel {
  readonly name: string;
  /** ISO time. */
  readonly createdAt: string;
  readonly inUse: boolean;
  /** The model's own zip. */
  readonly bytes: Uint8Array;
}

/** The bytes of the file. `createdBy`: program and version. */
export function writeProject(
  content: ProjectContent,
  models: readonly ProjectModel[],
  createdBy: string,
): Uint8Array {
  const { source, run, log } = content;
  const files: Record<string, Uint8Array> = {};
  if (source) files[sourceFile] = source.bytes;
  source?.secondFiles?.forEach(({ bytes }, i) => (files[secondFile(i)] = bytes));
  models.forEach(({ bytes }, i) => (files[modelFile(i)] = bytes));
  if (run) files[runFile] = strToU8(runLog(run));
  if (log) {
    files[logFile] = strToU8(encodeAuditEntries(log.entries) + encodeAuditHead(log.head));
    files[suggestionsFile] = strToU8(encodeLoggedSuggestions(log.suggestions));
  }
  const manifest: Manifest = {
    format,
    version,
    createdBy,
    createdAt: content.createdAt,
    source: source && {
      name: source.name,
      fingerprint: source.fingerprint,
      choices: source.choices,
      ...(source.secondFiles && source.secondFiles.length > 0
        ? { secondFiles: source.secondFiles.map(({ name }, i) => ({ name, file: secondFile(i) })) }
        : {}),
    },
    settings: { ...content.settings },
    trainFor: content.trainFor,
    shownProduct: content.shownProduct,
    guardrails: content.guardrails,
    ...(content.advice ? { advice: content.advice } : {}),
    ...(content.scenarios && content.scenarios.length > 0
      ? { scenarios: [...content.scenarios] as Manifest['scenarios'] & object }
      : {}),
    models: models.map(({ name, createdAt, inUse }, i) => ({ file: modelFile(i), name, createdAt, inUse })),
    logOf: log?.dataKey ?? null,
    checksums: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, checksum(bytes)])),
  };
  const manifestBytes = strToU8(`${JSON.stringify(manifest, null, 1)}\n`);
  return packZip({
    [manifestFile]: manifestBytes,
    [manifestChecksumFile]: strToU8(checksumLine(manifestBytes, manifestFile)),
    ...files,
  });
}

function secondFile(index: number): string {
  return `source/second-${index + 1}`;
}

function modelFile(index: number): string {
  return `models/${index + 1}.zip`;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
const manifestSchema = z.object({
  format: z.literal(format),
  version: z.literal(version),
  createdBy: text(),
  createdAt: z.iso.datetime(),
  source: z
    .object({
      name: text(500).min(1),
      fingerprint: hash,
      choices: choicesSchema,
      secondFiles: z
        .array(z.object({ name: text(500).min(1), file: text(200) }))
        .max(mostSecondFiles)
        .exactOptional(),
    })
    .nullable(),
  settings: z.record(z.string(), z.unknown()),
  trainFor: z.enum(['all', 'shown']),
  shownProduct: z.int().min(0).max(10_000_000),
  guardrails: z.unknown(),
  advice: adviceSchema.exactOptional(),
  scenarios: scenariosSchema.exactOptional(),
  models: z
    .array(
      z.object({
        file: text(200),
        name: text(200).min(1),
        createdAt: z.iso.datetime(),
        inUse: z.boolean(),
      }),
    )
    .max(mostModels),
  logOf: text().nullable(),
  checksums: z.record(z.string(), hash),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * What a project's file holds. The models are left as zips for whoever can read them.
 *
 * @throws Error "The project cannot be opened: " and why, in words.
 */
export function readProject(bytes: Uint8Array): {
  readonly content: ProjectContent;
  readonly models: readonly ProjectModel[];
} {
  try {
    return readChecked(unpackZip(bytes, bounds));
  } catch (error) {
    throw projectRefusal(error);
  }
}

/** The sentence for a project that is refused, whatever found the fault. */
export function projectRefusal(error: unknown): Error {
  const why = sentenceOf(error).replace(/\.$/, '');
  const lead = 'The project cannot be opened: ';
  return new Error(why.startsWith(lead) ? `${why}.` : `${lead}${why}.`, { cause: error });
}

function readChecked(files: Readonly<Record<string, Uint8Array>>) {
  const manifest = readManifest(files);
  for (const [name, expected] of Object.entries(manifest.checksums)) {
    const content = ownValue(files, name);
    if (!content) throw new Error(`it holds no ${name}, which its ${manifestFile} lists`);
    if (checksum(content) !== expected)
      throw new Error(`${name} is not the one its ${manifestFile} describes: it was changed or damaged`);
  }
  const listed = (name: string) => (Object.hasOwn(manifest.checksums, name) ? ownValue(files, name)! : null);
  const models = manifest.models.map(({ file, ...model }) => {
    const content = listed(file);
    if (!content) throw new Error(`it names the model "${model.name}" but holds no checksum of ${file}`);
    return { ...model, bytes: content };
  });
  if (models.filter(({ inUse }) => inUse).length > 1)
    throw new Error('it says of two models that they are in use');
  const run = listed(runFile);
  const content: ProjectContent = {
    createdAt: manifest.createdAt,
    source: manifest.source && sourceOf(manifest.source, listed),
    settings: settingsOfRecord(manifest.settings),
    trainFor: manifest.trainFor,
    shownProduct: manifest.shownProduct,
    guardrails: parseGuardrails(manifest.guardrails),
    ...(manifest.advice ? { advice: manifest.advice } : {}),
    ...(manifest.scenarios ? { scenarios: withRules(manifest.scenarios) } : {}),
    run: run && within('the run log', () => readRunLog(strFromU8(run))),
    log:
      manifest.logOf === null
        ? null
        : within('the audit log', () => readLog(manifest.logOf!, listed(logFile), listed(suggestionsFile))),
  };
  return { content, models };
}

function readManifest(files: Readonly<Record<string, Uint8Array>>): Manifest {
  const bytes = ownValue(files, manifestFile);
  if (!bytes) throw new Error(`this zip is not a project of the lab, it holds no ${manifestFile}`);
  const line = ownValue(files, manifestChecksumFile);
  if (!line || strFromU8(line) !== checksumLine(bytes, manifestFile))
    throw new Error(
      `${manifestFile} is not the one ${manifestChecksumFile} describes: it was changed or damaged`,
    );
  const json = jsonFrom(strFromU8(bytes), `its ${manifestFile}`);
  const head = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  if (head['format'] === format && head['version'] !== version)
    throw new Error(
      `it has ${named('version', head['version'])} of the format, this lab reads version ${version}`,
    );
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw new Error(`${manifestFile} at ${firstIssue(parsed.error)}`);
  return parsed.data;
}

function sourceOf(
  { secondFiles = [], ...source }: NonNullable<Manifest['source']>,
  listed: (name: string) => Uint8Array | null,
): ProjectContent['source'] {
  return {
    ...source,
    bytes: sourceBytes(source, listed(sourceFile)),
    ...(secondFiles.length > 0
      ? {
          secondFiles: secondFiles.map(({ name, file }) => {
            const bytes = listed(file);
            if (!bytes)
              throw new Error(`it names the second file "${name}" but holds no checksum of ${file}`);
            return { name, bytes };
          }),
        }
      : {}),
  };
}

function sourceBytes(
  { fingerprint }: { readonly fingerprint: string },
  bytes: Uint8Array | null,
): Uint8Array {
  if (!bytes) throw new Error(`it names a sales file but holds no checksum of ${sourceFile}`);
  if (checksum(bytes) !== fingerprint)
    throw new Error('its sales file has another fingerprint than the project says');
  return bytes;
}

function readLog(dataKey: string, bytes: Uint8Array | null, beside: Uint8Array | null): ProjectLog {
  if (!bytes || !beside) throw new Error('it is not there');
  const { entries, head } = decodeAuditFile(strFromU8(bytes));
  if (!head) throw new Error('its last line, which says how many entries there are, is missing');
  const verdict = verifyLog(entries, { head });
  if (!verdict.ok) throw new Error(verdict.sentence);
  let book = emptyBook;
  for (const entry of entries) book = bookWithEntry(book, entry);
  const suggestions = decodeLoggedSuggestions(strFromU8(beside));
  suggestions.forEach(({ entry }, i) => {
    if (entry > entries.length)
      throw new Error(
        `suggestions, line ${i + 1} stands beside entry ${entry}, and the log has ${entries.length}`,
      );
  });
  const about = openedSchema.safeParse(entries[0]?.body);
  if (about.success && about.data.data !== dataKey)
    throw new Error('it is about other data than the project says');
  return { dataKey, entries, head, suggestions };
}
