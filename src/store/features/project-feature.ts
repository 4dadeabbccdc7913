// A whole project, saved and opened.
//
// It is opened in three steps, each of which can refuse it without a trace: the worker checks the file whole, the log kept
// in this browser is compared with the project's, and the reader reads the sales file. Only then is anything replaced.

import type { ProjectContent } from '../../core/export/project-file.ts';
import type { RunRecord } from '../../core/export/run/run-record.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { isAbort } from '../../worker/calls.ts';
import { WorkerGone } from '../../worker/client.ts';
import { refusing, type Feature, type FeatureContext } from '../feature.ts';
import { stemOf } from '../file-stem.ts';
import type { LabState } from '../lab-state.ts';
import { runRecordOf, runViewOf } from '../shown-run-record.ts';
import { isActive } from '../run-view.ts';
import { requestFor } from '../suggest-request.ts';
import type { DecisionsFeature } from './decisions-feature.ts';
import type { FileFeature } from './file-feature.ts';
import type { DataState } from './file-state.ts';

declare module '../lab-state.ts' {
  interface LabState extends ProjectState {}
  interface LabActions extends ProjectActions {}
}

export interface ProjectState {
  /** What is under way with a project's file. */
  readonly projectWork: 'idle' | 'saving' | 'opening';
  /** What was opened last, as a sentence; null before that. */
  readonly projectNote: string | null;
}

export interface ProjectActions {
  /** Everything as one file. */
  saveProject(): void;
  /** Takes everything from such a file, or refuses it whole. */
  openProject(file: File): void;
  dismissProjectNote(): void;
}

export const noProject: ProjectState = { projectWork: 'idle', projectNote: null };

export function projectFeature(
  { get, set, services }: FeatureContext,
  files: FileFeature,
  decisions: DecisionsFeature,
): Feature<ProjectActions> {
  const save = async () => {
    const { content, stem } = await packed(get(), services.now(), files, decisions);
    const { models, model } = get();
    const { fileName, bytes, leftOut } = await services.lab.call(
      'saveProject',
      {
        stem,
        content,
        models: models.map(({ id }) => ({ id, request: requestFor(get(), id, services.now()) })),
        inUse: model?.id ?? null,
      },
      { transfer: content.source ? [content.source.bytes.buffer as ArrayBuffer] : [] },
    );
    services.saveFile(fileName, bytes);
    if (leftOut.length > 0) set({ exportProblem: leftOutSentence(leftOut) });
  };

  const open = async (file: File) => {
    const buffer = await file.arrayBuffer().catch((error: unknown) => {
      throw new Error(`"${file.name}" could not be read (${sentenceOf(error)})`);
    });
    const { ticket, content } = await services.lab.call(
      'openProject',
      { bytes: new Uint8Array(buffer) },
      { transfer: [buffer] },
    );
    const { log, source } = content;
    if (log) await (await decisions.service()).checkLog(log);
    if (source) await readAgain(source);
    if (log) await (await decisions.service()).bringLog(log);
    set({ ...opened(content, get().data), projectNote: openedSentence(file.name, content) });
    refusing(services.lab.call('adoptModels', { ticket }), (exportProblem) => set({ exportProblem }));
  };

  /** Everything is checked once the very same sales file is on the page. */
  const readAgain = async (source: NonNullable<ProjectContent['source']>) => {
    const { choices, fingerprint, secondFiles = [] } = source;
    const asSource = ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) => ({
      name,
      content: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    });
    const dataset = await files
      .read(asSource(source), choices, secondFiles.map(asSource))
      .catch((error: unknown) => {
        set({ dataProblem: null }); // said of the project instead
        throw error;
      });
    if (dataset.fingerprint !== fingerprint) throw new Error('another file was loaded meanwhile');
  };

  return {
    actions: {
      saveProject: () => {
        if (get().projectWork !== 'idle') return;
        set({ projectWork: 'saving', exportProblem: null });
        save()
          .catch((error: unknown) => set({ exportProblem: sentenceOf(error) }))
          .finally(() => set({ projectWork: 'idle' }));
      },
      openProject: (file) => {
        const { run, projectWork } = get();
        if (projectWork !== 'idle') return;
        if (isActive(run))
          return set({
            exportProblem:
              'A run is under way, and a project would replace it: stop it or let it finish first.',
          });
        set({ projectWork: 'opening', exportProblem: null, projectNote: null, touring: false });
        open(file)
          .catch((error: unknown) => {
            if (!isAbort(error)) set({ exportProblem: refusalSentence(error) });
          })
          .finally(() => set({ projectWork: 'idle' }));
      },
      dismissProjectNote: () => set({ projectNote: null }),
    },
  };
}

async function packed(
  state: LabState,
  now: string,
  files: FileFeature,
  decisions: DecisionsFeature,
): Promise<{ readonly content: ProjectContent; readonly stem: string }> {
  const { data, settings, trainFor, shownProduct, guardrails, advice, scenarios } = state;
  const shown = files.shown();
  const source =
    data.status === 'ready' && shown
      ? {
          name: shown.source.name,
          bytes: new Uint8Array(await shown.source.content.arrayBuffer()),
          fingerprint: data.dataset.fingerprint,
          choices: shown.choices,
          secondFiles: await Promise.all(
            shown.secondFiles.map(async ({ name, content }) => ({
              name,
              bytes: new Uint8Array(await content.arrayBuffer()),
            })),
          ),
        }
      : null;
  const log = await (await decisions.service()).copyLog();
  const run = runRecordOf(state);
  const content = {
    createdAt: now,
    source,
    settings,
    trainFor,
    shownProduct,
    guardrails,
    advice,
    scenarios,
    run,
    log,
  };
  return { content, stem: stemOf(shown?.source.name ?? 'market') };
}

/** The page as the project has it. */
function opened(content: ProjectContent, data: DataState): Partial<LabState> {
  const { run } = content;
  const last = data.status === 'ready' ? data.dataset.histories.length - 1 : 0;
  return {
    settings: content.settings,
    marketChosen: true,
    marketOfPreset: false,
    trainFor: content.trainFor,
    guardrails: content.guardrails,
    ...(content.advice ? { advice: content.advice } : {}),
    scenarios: content.scenarios ?? [],
    shownProduct: Math.max(0, Math.min(content.shownProduct, last)),
    ...(run
      ? {
          run: runViewOf(run, readingOf(run, data)),
          runStartedAt: run.startedAt === null ? null : { runId: run.runId, at: run.startedAt },
        }
      : {}),
  };
}

function refusalSentence(error: unknown): string {
  const why = sentenceOf(error).replace(/\.$/, '');
  if (error instanceof WorkerGone) return `${why}.`;
  const lead = 'The project cannot be opened: ';
  return why.startsWith(lead) ? `${why}.` : `${lead}${why}.`;
}

/** The reading of the file a run learned from; null where that is not the one shown. */
function readingOf(run: RunRecord, data: DataState): number | null {
  return data.status === 'ready' && run.data?.fingerprint === data.dataset.fingerprint ? data.reading : null;
}

function openedSentence(fileName: string, { createdAt, source, run, log }: ProjectContent): string {
  const parts = [
    source ? `the data of ${source.name}` : 'no sales file',
    'settings and guardrails',
    ...(run ? [`a run of ${run.steps.toLocaleString('en')} steps`] : []),
    ...(log ? [`an audit log of ${log.head.entries.toLocaleString('en')} entries`] : []),
  ];
  const day = createdAt.slice(0, 10);
  return `${fileName} of ${day} is open, with its models: ${parts.join(', ')}.`;
}

function leftOutSentence(names: readonly string[]): string {
  const [models, them] = names.length === 1 ? ['model', 'it'] : ['models', 'them'];
  const quoted = names.map((name) => `"${name}"`).join(', ');
  return `The project was saved without the ${models} ${quoted}: what was kept of ${them} is gone or damaged.`;
}
