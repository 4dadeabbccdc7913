// `lab project read PROJECT`: what a project holds, checked whole, and unpacked for the other commands.

import { basename, join } from 'node:path';

import { encodeAuditEntries, encodeAuditHead } from '../../core/decisions/audit-file.ts';
import { emptyBook } from '../../core/decisions/decision.ts';
import { bookWithEntry } from '../../core/decisions/decision-record.ts';
import { encodeLoggedSuggestions } from '../../core/decisions/logged-suggestions.ts';
import { listsTests } from '../../core/experiments/price-test.ts';
import { parseTests } from '../../core/experiments/price-test-schema.ts';
import { runLog } from '../../core/export/run/run-log.ts';
import { readProject, type ProjectContent, type ProjectModel } from '../../core/export/project-file.ts';
import { within } from '../../core/incoming/json.ts';
import { readLine } from '../command.ts';
import { bytesOf } from '../file-source.ts';
import { projectReadLine } from '../lines/project-lines.ts';
import { suggestionsBeside } from '../log-file.ts';
import { scenariosJson } from '../scenarios-file.ts';
import { writeInto } from '../write-file.ts';

/** @throws Error in one sentence for a file that is no project, is damaged, or a folder that cannot be written. */
export async function projectReadCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(projectReadLine, args);
  const bytes = await bytesOf(argument, 'project read');
  const { content, models } = within(basename(argument), () => readProject(bytes));
  const files = filesOf(content, models);
  if (values.out !== undefined) await unpack(values.out, files);
  const { source, settings, log, run, createdAt } = content;
  const entries = log?.entries ?? [];
  console.log(
    JSON.stringify(
      {
        file: basename(argument),
        createdAt,
        sales: source && { name: source.name, fingerprint: source.fingerprint, choices: source.choices },
        secondFiles: source?.secondFiles?.map(({ name }) => name) ?? [],
        models: models.map(({ name, createdAt: at, inUse }) => ({ name, createdAt: at, inUse })),
        settings,
        guardrails: content.guardrails,
        advice: content.advice ?? null,
        scenarios: content.scenarios?.map(({ name }) => name) ?? [],
        run: run && { runId: run.runId, steps: run.steps, evaluations: run.evaluations.length },
        log: log && { entries: log.head.entries, hash: log.head.hash },
        decisions: Object.values(entries.reduce(bookWithEntry, emptyBook).decisions),
        files: values.out === undefined ? [] : Object.keys(files),
      },
      null,
      1,
    ),
  );
}

/** By name, as the other commands take them. */
function filesOf(
  { source, settings, guardrails, scenarios = [], log, run }: ProjectContent,
  models: readonly ProjectModel[],
): Readonly<Record<string, string | Uint8Array>> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  const tests = log?.entries.findLast(({ kind, body }) => kind === 'experiment' && listsTests(body));
  return {
    'settings.json': json(settings),
    'guardrails.json': json(guardrails),
    ...(source ? { [safeName(source.name)]: source.bytes, 'choices.json': json(source.choices) } : {}),
    ...Object.fromEntries(
      source?.secondFiles?.map(({ name, bytes }, i) => [`second-${i + 1}-${safeName(name)}`, bytes]) ?? [],
    ),
    ...Object.fromEntries(models.map(({ bytes }, i) => [`model-${i + 1}.zip`, bytes])),
    ...(log ? { 'audit-log.jsonl': encodeAuditEntries(log.entries) + encodeAuditHead(log.head) } : {}),
    ...(log && log.suggestions.length > 0
      ? { [suggestionsBeside('audit-log.jsonl')]: encodeLoggedSuggestions(log.suggestions) }
      : {}),
    ...(tests ? { 'tests.json': json({ tests: parseTests(tests.body) }) } : {}),
    ...(source && scenarios.length > 0
      ? {
          'scenarios.json': scenariosJson({
            data: source.fingerprint,
            fileName: source.name,
            scenarios,
          }),
        }
      : {}),
    ...(run ? { 'run.jsonl': runLog(run) } : {}),
  };
}

/** Names come from a file: none may leave the folder. */
function safeName(name: string): string {
  return basename(name.replace(/\\/g, '/')).replace(/^\.+/, '') || 'sales';
}

async function unpack(folder: string, files: ReturnType<typeof filesOf>): Promise<void> {
  for (const [name, content] of Object.entries(files))
    await writeInto('project read', join(folder, name), content);
  process.stderr.write(`Wrote ${Object.keys(files).length} files into ${folder}.\n`);
}
