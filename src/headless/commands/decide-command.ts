// `lab decide FILE --log LOG.jsonl`: accepts, rejects or overrides recommended prices and writes what was decided into the audit
// log, by the page's own rules of decision. `project write --log` takes the log into a project, `monitor --decisions` reads it.
//
// As the page, it notes the list of recommendations that is decided on: an entry with the digest of their prices, which a
// file beside the log keeps.

import { existsSync } from 'node:fs';
import { basename } from 'node:path';

import { appendEntry, digestOf, headOf, type AuditEntry } from '../../core/decisions/audit-log.ts';
import { openedSchema } from '../../core/decisions/audit-words.ts';
import {
  inverse,
  leftSentence,
  proposeDecisions,
  type DecisionRequest,
} from '../../core/decisions/decision.ts';
import { encodeDecisions } from '../../core/decisions/decision-record.ts';
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
import { startsAsZip } from '../../core/incoming/bounded-zip.ts';
import { askedAdvice } from '../asked-advice.ts';
import { readLine, type OptionValues } from '../command.ts';
import { defaultRoad, type Road } from '../default-road.ts';
import { bytesOf } from '../file-source.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { decideLine } from '../lines/price-lines.ts';
import { bookOf, wholeLog, writeLogFile } from '../log-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { productNamed, typedPrices } from '../typed-prices.ts';
import { writePriceList } from '../write-csv.ts';

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
  const lines: object[] = [];
  const wantsList = values.csv !== undefined || values.xlsx !== undefined;
  const road =
    hasRequests || wantsList
      ? await defaultRoad(dataset, await askedAdvice('decide', values, guardrails, dataset))
      : null;
  if (road && hasRequests) {
    const { suggestions, settings } = road;
    noteRules(log, guardrails, write);
    noteSuggestions(log, beside, suggestions, values.agent === 'none' ? null : modelOf(settings), write);
    if (values['accept-changes']) requests.unshift({ action: 'accept', productIds: changesOf(suggestions) });
    for (const request of requests) lines.push(...decideOne(log, suggestions, request, write));
  }
  await writeLogFile(values.log, log, beside, 'decide');
  for (const line of lines) console.log(JSON.stringify(line));
  if (road) await writePriceList('decide', values, road.suggestions, bookOf(log).decisions);
  const head = headOf(log.at(-1) ?? null);
  console.log(JSON.stringify({ entry: 'log', log: values.log, entries: head.entries, hash: head.hash }));
}

interface LogSoFar {
  readonly entries: readonly AuditEntry[];
  readonly suggestions: readonly LoggedSuggestions[];
}

/** What there is; nothing where the file is not there yet. A project is refused: the log would be written over it. */
async function logSoFar(path: string, { fingerprint, fileName }: Dataset): Promise<LogSoFar> {
  if (!existsSync(path)) return { entries: [], suggestions: [] };
  if (startsAsZip(await bytesOf(path, 'decide')))
    throw new Error(
      `${basename(path)} is a zip: give the log itself, which "project read --out FOLDER" takes out of a project`,
    );
  const { entries, suggestions } = await wholeLog(path, 'decide');
  const opened = openedSchema.safeParse(entries.find(({ kind }) => kind === 'opened')?.body);
  if (opened.success && opened.data.data !== fingerprint)
    throw new Error(
      `${basename(path)} is about other sales (${opened.data.fileName ?? 'no file'}): give the log of ${fileName}, or a new one`,
    );
  return { entries, suggestions: suggestions ?? [] };
}

function undoLast(log: readonly AuditEntry[], write: (kind: 'undo', body: unknown) => void): void {
  const step = bookOf(log).done.at(-1);
  if (!step) throw new Error('decide: there is no decision in the log that could be undone');
  write('undo', encodeDecisions(inverse(step.changes), step.entry));
}

/** In the order of the options: accept, reject, override, clear. @throws Error in one sentence where two of them disagree. */
function requestsIn(values: Options, dataset: Dataset): DecisionRequest[] {
  const ids = (option: 'accept' | 'reject' | 'clear') =>
    values[option].map((text) => productNamed('decide', option, text, dataset));
  const prices = Object.entries(typedPrices('decide', 'override', values.override, dataset));
  if (prices.length > 0 && !values.reason?.trim())
    throw new Error('decide: --override needs --reason "...", which stands in the log');
  if (prices.length === 0 && values.reason !== undefined)
    throw new Error('decide: --reason is for --override: nothing else is written into the log with a reason');
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
  const asked = requests.flatMap(productsOf);
  const twice = asked.find((id, i) => asked.indexOf(id) !== i);
  if (twice !== undefined)
    throw new Error(`decide: "${twice}" is named more than once: say what is decided on it in one option`);
  return requests.filter((one) => productsOf(one).length > 0);
}

function productsOf(request: DecisionRequest): readonly string[] {
  return request.action === 'override'
    ? request.prices.map(({ productId }) => productId)
    : request.productIds;
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

/** Writes what is decided; what there is to tell of it. */
function decideOne(
  log: readonly AuditEntry[],
  suggestions: readonly Suggestion[],
  request: DecisionRequest,
  write: (kind: 'decision', body: unknown) => void,
): readonly object[] {
  const proposal = proposeDecisions(bookOf(log).decisions, suggestions, request);
  if (proposal.changes.length > 0) write('decision', encodeDecisions(proposal.changes));
  const decided = proposal.changes.map(({ productId, after }) => ({
    entry: 'decision',
    product: productId,
    action: after?.action ?? 'clear',
    price: after?.price ?? null,
    currentPrice: after?.currentPrice ?? null,
    suggestedPrice: after?.suggestedPrice ?? null,
  }));
  const sentence = leftSentence(proposal);
  return sentence === null ? decided : [...decided, { entry: 'left', sentence, products: proposal.left }];
}
