// `lab decide FILE --log LOG.jsonl`: accepts, rejects or overrides recommended prices and writes what was decided into the audit
// log, by the page's own rules of decision. `project write --log` takes the log into a project, `monitor --decisions` reads it.

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { appendEntry, digestOf, headOf, verifyLog, type AuditEntry } from '../../core/decisions/audit-log.ts';
import { openedSchema } from '../../core/decisions/audit-words.ts';
import {
  emptyBook,
  inverse,
  leftSentence,
  proposeDecisions,
  type DecisionBook,
  type DecisionRequest,
} from '../../core/decisions/decision.ts';
import { bookWithEntry, encodeDecisions } from '../../core/decisions/decision-record.ts';
import {
  lastDigest,
  loggedSuggestions,
  suggestedBody,
  type LoggedSuggestions,
  type SuggestingModel,
} from '../../core/decisions/logged-suggestions.ts';
import { defaultGuardrails, type Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { readLine, type OptionValues } from '../command.ts';
import { defaultRoad, type Road } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { decideLine } from '../lines/price-lines.ts';
import { logFile, writeLogFile } from '../log-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { testedFrom } from '../tests-file.ts';
import { productNamed, typedPrices } from '../typed-prices.ts';

type Options = OptionValues<typeof decideLine.options>;

/**
 * Prints a JSON line per product that was decided, one about those that stay as they are, and the head of the log.
 *
 * @throws Error in one sentence for a bad option, a file that cannot be read, or a log that is broken or about other sales.
 */
export async function decideCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(decideLine, args);
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const guardrails = await guardrailsFrom(values.guardrails, 'decide');
  const before = await logSoFar(values.log, dataset);
  const log = [...before.entries];
  const beside = [...before.suggestions];
  const write = (kind: Parameters<typeof appendEntry>[2], body: unknown) => {
    log.push(appendEntry(log.at(-1) ?? null, new Date().toISOString(), kind, body));
  };
  if (log.length === 0) write('opened', { data: dataset.fingerprint, fileName: dataset.fileName });
  if (values.undo) undoLast(log, write);
  const requests = requestsIn(values, dataset);
  const hasRequests = requests.length > 0 || values['accept-changes'];
  if (!hasRequests && !values.undo)
    throw new Error(
      'decide: name what is decided with --accept, --accept-changes, --reject, --override, --clear or --undo',
    );
  if (hasRequests) {
    const { suggestions, settings } = await adviceOf(dataset, guardrails, values);
    noteRules(log, guardrails, write);
    noteSuggestions(log, beside, suggestions, values.agent === 'none' ? null : modelOf(settings), write);
    if (values['accept-changes']) requests.unshift({ action: 'accept', productIds: changesOf(suggestions) });
    for (const request of requests) decideOne(log, suggestions, request, write);
  }
  await writeLogFile(values.log, log, beside, 'decide');
  const head = headOf(log.at(-1) ?? null);
  console.log(JSON.stringify({ entry: 'log', log: values.log, entries: head.entries, hash: head.hash }));
}

interface LogSoFar {
  readonly entries: readonly AuditEntry[];
  readonly suggestions: readonly LoggedSuggestions[];
}

/** What there is; nothing where the file is not there yet. */
async function logSoFar(path: string, { fingerprint, fileName }: Dataset): Promise<LogSoFar> {
  if ((await stat(path).catch(() => null)) === null) return { entries: [], suggestions: [] };
  const { entries, head, suggestions } = await logFile(path, 'decide');
  const verdict = verifyLog(entries, head ? { head } : {});
  if (!verdict.ok) throw new Error(`${basename(path)}: ${verdict.sentence}`);
  const opened = openedSchema.safeParse(entries.find(({ kind }) => kind === 'opened')?.body);
  if (opened.success && opened.data.data !== fingerprint)
    throw new Error(
      `${basename(path)} is about other sales (${opened.data.fileName ?? 'no file'}): give the log of ${fileName}, or a new one`,
    );
  return { entries, suggestions: suggestions ?? [] };
}

function bookOf(log: readonly AuditEntry[]): DecisionBook {
  return log.reduce(bookWithEntry, emptyBook);
}

function undoLast(log: readonly AuditEntry[], write: (kind: 'undo', body: unknown) => void): void {
  const step = bookOf(log).done.at(-1);
  if (!step) throw new Error('decide: there is no decision in the log that could be undone');
  write('undo', encodeDecisions(inverse(step.changes), step.entry));
}

/** In the order of the options: accept, reject, override, clear. */
function requestsIn(values: Options, dataset: Dataset): DecisionRequest[] {
  const ids = (option: 'accept' | 'reject' | 'clear') =>
    values[option].map((text) => productNamed('decide', option, text, dataset));
  const prices = Object.entries(typedPrices('decide', 'override', values.override, dataset));
  if (prices.length > 0 && !values.reason?.trim())
    throw new Error('decide: --override needs --reason "...", which stands in the log');
  const requests: DecisionRequest[] = [
    { action: 'accept', productIds: ids('accept') },
    { action: 'reject', productIds: ids('reject') },
    {
      action: 'override',
      prices: prices.map(([productId, price]) => ({ productId, price })),
      reason: values.reason ?? '',
    },
    { action: 'clear', productIds: ids('clear') },
  ];
  return requests.filter((one) =>
    one.action === 'override' ? one.prices.length > 0 : one.productIds.length > 0,
  );
}

async function adviceOf(dataset: Dataset, guardrails: Guardrails, values: Options): Promise<Road> {
  return defaultRoad(dataset, {
    guardrails,
    agent: values.agent === 'none' ? null : values.agent,
    steps: null,
    seed: values.seed,
    costs: await costsFrom('decide', values),
    tested: await testedFrom(values.tests, 'decide'),
    level: values.level,
    mostChanges: values['max-changes'] ?? null,
    ...(values.objective ? { objective: values.objective } : {}),
    say: (sentence) => void process.stderr.write(`${sentence}\n`),
  });
}

function changesOf(suggestions: readonly Suggestion[]): readonly string[] {
  return suggestions
    .filter(({ recommendation }) => recommendation.action === 'change')
    .map(({ productId }) => productId);
}

/** Rules other than those the log last said, or than the usual ones. */
function noteRules(
  log: readonly AuditEntry[],
  guardrails: Guardrails,
  write: (kind: 'guardrails', body: unknown) => void,
): void {
  const last = log.findLast(({ kind }) => kind === 'guardrails')?.body ?? defaultGuardrails;
  if (digestOf(last) !== digestOf(guardrails)) write('guardrails', guardrails);
}

/** The model that the road has trained, as the page's log names one. */
function modelOf({ agent, market, seed }: Road['settings']): SuggestingModel {
  return { agent, market, seed, origin: 'run' };
}

/** As the page does: prices that the log does not know as its last ones are noted, and kept beside it. */
function noteSuggestions(
  log: readonly AuditEntry[],
  beside: LoggedSuggestions[],
  suggestions: readonly Suggestion[],
  model: SuggestingModel | null,
  write: (kind: 'suggestions', body: unknown) => void,
): void {
  const { body, kept } = suggestedBody(suggestions, model);
  if (body.digest === lastDigest(log)) return;
  write('suggestions', body);
  beside.push(loggedSuggestions(log.length, kept));
}

function decideOne(
  log: readonly AuditEntry[],
  suggestions: readonly Suggestion[],
  request: DecisionRequest,
  write: (kind: 'decision', body: unknown) => void,
): void {
  const proposal = proposeDecisions(bookOf(log).decisions, suggestions, request);
  for (const { productId, after } of proposal.changes)
    console.log(
      JSON.stringify({
        entry: 'decision',
        product: productId,
        action: after?.action ?? 'clear',
        price: after?.price ?? null,
        currentPrice: after?.currentPrice ?? null,
        suggestedPrice: after?.suggestedPrice ?? null,
      }),
    );
  const left = leftSentence(proposal);
  if (left !== null) console.log(JSON.stringify({ entry: 'left', sentence: left, products: proposal.left }));
  if (proposal.changes.length > 0) write('decision', encodeDecisions(proposal.changes));
}
