// A shop as a project and a project as a shop.

import {
  readProject,
  writeProject,
  type ProjectContent,
  type ProjectModel,
} from '../../../core/export/project-file.ts';
import { readModelBundle } from '../../../core/export/model/model-bundle.ts';
import type { Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { digestOf } from '../../../core/decisions/audit-log.ts';
import {
  decodeLoggedSuggestions,
  encodeLoggedSuggestions,
  type LoggedSuggestions,
} from '../../../core/decisions/logged-suggestions.ts';
import { within } from '../../../core/incoming/json.ts';
import { program } from '../../../core/run/program-version.ts';
import { defaultSettings } from '../../../core/run/settings.ts';
import type { ReadChoices } from '../../../core/table/dataset.ts';
import type { RunTask } from '../background/background.ts';
import type { Ground, NamedBytes, SalesFiles } from '../background/service-ground.ts';
import type { ShopStore } from '../store/store.ts';
import { chained, settingsOf, type Draft, type Shop } from './served-shop.ts';
import { emptyShop, withEntries, type ShopState } from './shop-state.ts';
import { keep } from './take-sales.ts';

/** All of a shop as the file that the lab opens. @throws Error where the store has lost a file. */
export async function projectOf(shop: Shop): Promise<Uint8Array> {
  const state = await shop.state();
  const entries = await shop.options.store.entries(1);
  const { sales, models, modelInUse, earlierModels } = state;
  const kept = models.filter(({ model }) => model === modelInUse || earlierModels.includes(model));
  const packed = await Promise.all(
    kept.map(async ({ model, name, at }): Promise<ProjectModel> => ({
      name,
      createdAt: at,
      inUse: model === modelInUse,
      bytes: await shop.blob(model, `of ${name}`),
    })),
  );
  const files = sales && (await shop.salesFiles(sales));
  const seen = entries.slice(0, state.head.entries);
  const content: ProjectContent = {
    createdAt: new Date(shop.options.now()).toISOString(),
    source: files && { ...files, fingerprint: sales.fingerprint },
    settings: settingsOf(state) ?? defaultSettings,
    trainFor: 'all',
    shownProduct: 0,
    guardrails: state.guardrails,
    run: null,
    log:
      state.dataKey === null
        ? null
        : {
            dataKey: state.dataKey,
            entries: seen,
            head: state.head,
            suggestions: await suggestionsBeside(shop, state),
          },
  };
  return writeProject(content, packed, program);
}

/** The prices beside entries that came with the project the shop began with. */
async function suggestionsBeside(
  shop: Shop,
  { suggestionsKept }: ShopState,
): Promise<readonly LoggedSuggestions[]> {
  if (suggestionsKept === null) return [];
  const bytes = await shop.blob(suggestionsKept, 'with the prices beside its log');
  return decodeLoggedSuggestions(new TextDecoder().decode(bytes));
}

/** What an empty shop begins with. */
export interface Beginning {
  readonly file: NamedBytes;
  /** null: the project's own, else the defaults. */
  readonly guardrails: Guardrails | null;
  /** Of a sales file. */
  readonly choices: ReadChoices;
  readonly secondFiles: readonly NamedBytes[];
}

/**
 * Begins a shop in an empty store with a project, a model or a sales file; the sales as read, null without any, and
 * `elsewhere` where another server has begun it meanwhile: it stands as that one wrote it.
 *
 * @throws Error in a sentence where the file cannot be used; nothing is kept then.
 */
export async function beginShop(
  store: ShopStore,
  beginning: Beginning,
  {
    runTask,
    marginPercent,
    now,
  }: { readonly runTask: RunTask; readonly marginPercent: number | null; readonly now: () => number },
): Promise<Ground | null | 'elsewhere'> {
  const { file, guardrails } = beginning;
  const project = isZip(file) && !isModel(file) ? within(file.name, () => readProject(file.bytes)) : null;
  const files = salesOf(beginning, project?.content ?? null);
  const ground = files && (await runTask('read', { files, marginPercent }));
  const log = project?.content.log?.entries ?? [];
  const logged = withEntries(emptyShop, log);
  const drafts: Draft[] = await importDrafts(store, project?.content.log?.suggestions ?? []);
  if (files && ground) {
    const settings = project ? { ...project.content.settings } : null;
    const record = await keep(store, { files, ground }, settings, files.bytes);
    if (log.length === 0)
      drafts.push({ kind: 'opened', body: { data: record.fingerprint, fileName: record.name } });
    drafts.push({ kind: 'sales', body: record });
  }
  const rules = guardrails ?? project?.content.guardrails ?? null;
  if (rules && digestOf(rules) !== digestOf(logged.guardrails))
    drafts.push({ kind: 'guardrails', body: rules });
  const models = isModel(file)
    ? [{ name: file.name, bytes: file.bytes, inUse: true }]
    : (project?.models ?? []).filter(({ inUse }) => inUse);
  for (const model of models) drafts.push(...(await modelDrafts(store, model)));
  const entries = [...log, ...chained(logged, drafts, new Date(now()).toISOString())];
  const written = await store.write({ after: emptyShop.head, entries, answer: null });
  return written === 'moved' ? 'elsewhere' : ground;
}

function salesOf(
  { file, choices, secondFiles }: Beginning,
  project: ProjectContent | null,
): SalesFiles | null {
  if (project) {
    const { source } = project;
    return (
      source && {
        name: source.name,
        bytes: source.bytes,
        choices: source.choices,
        secondFiles: source.secondFiles ?? [],
      }
    );
  }
  return isModel(file) ? null : { ...file, choices, secondFiles };
}

/** The prices that a project's log names come along: they are kept by their hash, as any file. */
async function importDrafts(
  store: ShopStore,
  suggestions: readonly LoggedSuggestions[],
): Promise<Draft[]> {
  if (suggestions.length === 0) return [];
  const kept = await store.putBlob(new TextEncoder().encode(encodeLoggedSuggestions(suggestions)));
  const sentence = "The log of the shop's project goes on here, with the prices it names.";
  return [{ kind: 'import', body: { sentence, suggestions: kept } }];
}

async function modelDrafts(
  store: ShopStore,
  { name, bytes }: Pick<ProjectModel, 'name' | 'bytes'>,
): Promise<Draft[]> {
  const { card } = readModelBundle(bytes);
  const model = await store.putBlob(bytes);
  const sentence = `${name} came with the file the shop started from.`;
  const sales = card.data?.fingerprint ?? null;
  return [
    {
      kind: 'model',
      body: { step: 'proposed', model, name, agent: card.agent, sales, comparison: null, sentence },
    },
    { kind: 'model', body: { step: 'promoted', model, by: 'start', sentence } },
  ];
}

/** `PK`: workbooks are zips as well, and are no project. */
function isZip({ name, bytes }: NamedBytes): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && /\.(zip|pricinglab)$/i.test(name);
}

function isModel(file: NamedBytes): boolean {
  return isZip(file) && /\.zip$/i.test(file.name) && holdsCard(file.bytes);
}

/** A model names its card in the directory at the end of its zip. */
function holdsCard(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('card.json');
}
