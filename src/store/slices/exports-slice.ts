// Files that leave the page, and a project that comes in.
//
// What writes and checks is loaded when it is first asked for. A project is opened in three steps, each of which can
// refuse it without a trace: the worker checks the file whole, the log kept in this browser is compared with the
// project's, and the reader reads the sales file. Only then is anything replaced.

import type { ProjectContent } from '../../core/export/project-file.ts';
import { runFileStem, type RunRecord } from '../../core/export/run/run-record.ts';
import type { Dataset, ReadChoices } from '../../core/table/dataset.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { shortText } from '../../core/text/short-text.ts';
import type { LabRequest, ReaderSource, SuggestRequest } from '../../worker/protocol.ts';
import type { DecisionsRoom } from '../archive/decisions-room.ts';
import type { LabState } from '../lab-state.ts';
import type { ExportsActions } from './exports-state.ts';
import { runRecordOf, runViewOf, wallTimeOf } from './run-record.ts';

export interface ExportsHost {
  get(): LabState;
  set(changes: Partial<LabState>): void;
  /** ISO time. */
  now(): string;
  saveFile(fileName: string, bytes: Uint8Array): void;
  send(message: LabRequest, transfer?: Transferable[]): void;
  nextRequestId(): number;
  logRoom(): Promise<DecisionsRoom>;
  /** The file of the dataset shown and how it was read; null without one. */
  sourceShown(): { readonly source: ReaderSource; readonly choices: ReadChoices } | null;
  readFile(source: ReaderSource, choices: ReadChoices): void;
  /** What the prices of a kept model are asked with. */
  requestFor(modelId: string): SuggestRequest;
}

export interface ExportsSlice {
  readonly actions: ExportsActions;
  /** To be called after every change of the state. */
  follow(): void;
  onProjectOpened(event: { readonly requestId: number; readonly content: ProjectContent }): void;
  /** A file was made; if it is the project, that is done, and what could not be put in is said. */
  onDone(requestId: number, leftOut: readonly string[]): void;
  /** Whether the request that failed was one of these; the sentence is then shown here. */
  onFailed(requestId: number | null, message: string): boolean;
  onRead(dataset: Dataset): void;
  /** A file could not be read, or its reading was given up; `message` is null where the person did that. */
  onReadEnded(message: string | null): void;
}

/** A project that is being opened. */
interface Opening {
  readonly requestId: number;
  readonly fileName: string;
  /** Set while its sales file is read. */
  reading: ProjectContent | null;
}

export function exportsSlice(host: ExportsHost): ExportsSlice {
  let saving: number | null = null;
  let opening: Opening | null = null;
  let seenRun: string | null = null;

  const say = (error: unknown) => host.set({ exportProblem: sentenceOf(error) });

  /** Runs what may fail; the sentence is shown. */
  const attempt = (work: () => Promise<void>) => {
    host.set({ exportProblem: null });
    work().catch(say);
  };

  const refuse = (error: unknown) => {
    opening = null;
    const why = sentenceOf(error).replace(/\.$/, '');
    const lead = 'The project cannot be opened: ';
    host.set({
      projectWork: 'idle',
      exportProblem: why.startsWith(lead) ? `${why}.` : `${lead}${why}.`,
    });
  };

  const withRun = (use: (run: RunRecord) => Promise<void>) =>
    attempt(async () => {
      const run = runRecordOf(host.get());
      if (!run) throw new Error('There is no run to save yet: train one first.');
      await use(run);
    });

  async function pack(): Promise<void> {
    const state = host.get();
    const shown = host.sourceShown();
    const isRead = state.data.status === 'ready' && shown !== null;
    const bytes = isRead ? new Uint8Array(await shown.source.content.arrayBuffer()) : null;
    const log = await (await host.logRoom()).copyLog();
    const content: ProjectContent = {
      createdAt: host.now(),
      source:
        isRead && bytes && state.data.status === 'ready'
          ? {
              name: shown.source.name,
              bytes,
              fingerprint: state.data.dataset.fingerprint,
              choices: shown.choices,
            }
          : null,
      settings: state.settings,
      trainFor: state.trainFor,
      shownProduct: state.shownProduct,
      guardrails: state.guardrails,
      run: runRecordOf(state),
      log,
    };
    saving = host.nextRequestId();
    host.send(
      {
        type: 'saveProject',
        requestId: saving,
        stem: stemOf(shown?.source.name ?? 'market'),
        content,
        models: state.models.map(({ id }) => ({ id, request: host.requestFor(id) })),
        inUse: state.model?.id ?? null,
      },
      bytes ? [bytes.buffer] : [],
    );
  }

  const actions: ExportsActions = {
    exportReport: () =>
      attempt(async () => {
        const [{ reportContent }, { reportHtml }] = await Promise.all([
          import('./report-content.ts'),
          import('../../core/export/report/report.ts'),
        ]);
        const content = await reportContent(host.get(), host.now(), breath);
        if (!content) throw new Error('There are no prices to report yet: train or import a model first.');
        const stem = stemOf(content.data?.fileName ?? content.card.products[0]?.name ?? 'market');
        host.saveFile(`pricing-report-${stem}.html`, new TextEncoder().encode(reportHtml(content)));
      }),
    exportRunLog: () =>
      withRun(async (run) => {
        const { runLog } = await import('../../core/export/run/run-log.ts');
        host.saveFile(`${runFileStem(run)}.jsonl`, new TextEncoder().encode(runLog(run)));
      }),
    exportEventFile: () =>
      withRun(async (run) => {
        const { eventFile } = await import('../../core/export/run/event-file.ts');
        const wallTime = wallTimeOf({ ...run, startedAt: run.startedAt ?? host.now() });
        // TensorBoard looks for this beginning; the number is the time of the first record.
        const name = `events.out.tfevents.${Math.floor(wallTime(0))}.${runFileStem(run)}`;
        host.saveFile(name, eventFile(run, wallTime));
      }),
    saveProject: () => {
      if (host.get().projectWork !== 'idle') return;
      host.set({ projectWork: 'saving', exportProblem: null });
      pack().catch((error: unknown) => {
        saving = null;
        host.set({ projectWork: 'idle', exportProblem: sentenceOf(error) });
      });
    },
    openProject: (file) => {
      const { run, projectWork } = host.get();
      if (projectWork !== 'idle') return;
      if (run.state === 'training' || run.state === 'paused')
        return host.set({
          exportProblem:
            'A run is under way, and a project would replace it: stop it or let it finish first.',
        });
      const begun: Opening = { requestId: host.nextRequestId(), fileName: file.name, reading: null };
      opening = begun;
      host.set({ projectWork: 'opening', exportProblem: null, projectNote: null, touring: false });
      file.arrayBuffer().then(
        (buffer) =>
          host.send({ type: 'openProject', requestId: begun.requestId, bytes: new Uint8Array(buffer) }, [
            buffer,
          ]),
        (error: unknown) => refuse(new Error(`"${file.name}" could not be read (${sentenceOf(error)})`)),
      );
    },
    dismissExportProblem: () => host.set({ exportProblem: null }),
    dismissProjectNote: () => host.set({ projectNote: null }),
  };

  /** Everything is checked and the sales file is read: from here on the page is the project's. */
  async function finish({ requestId, fileName }: Opening, content: ProjectContent): Promise<void> {
    if (content.log) await (await host.logRoom()).bringLog(content.log);
    opening = null;
    const { data } = host.get();
    const last = data.status === 'ready' ? data.dataset.histories.length - 1 : 0;
    host.set({
      settings: content.settings,
      marketChosen: true,
      trainFor: content.trainFor,
      guardrails: content.guardrails,
      shownProduct: Math.max(0, Math.min(content.shownProduct, last)),
      ...(content.run
        ? {
            run: runViewOf(content.run, readingOf(content.run, data)),
            runStartedAt:
              content.run.startedAt === null ? null : { runId: content.run.runId, at: content.run.startedAt },
          }
        : {}),
      projectWork: 'idle',
      projectNote: openedSentence(fileName, content),
    });
    host.send({ type: 'adoptModels', requestId });
  }

  return {
    actions,
    follow: () => {
      const { runId } = host.get().run;
      if (runId === seenRun) return;
      seenRun = runId;
      if (runId !== null && host.get().runStartedAt?.runId !== runId)
        host.set({ runStartedAt: { runId, at: host.now() } });
    },
    onProjectOpened: ({ requestId, content }) => {
      const begun = opening;
      if (begun?.requestId !== requestId) return;
      const go = async () => {
        if (content.log) await (await host.logRoom()).checkLog(content.log);
        if (opening !== begun) return;
        if (!content.source) return finish(begun, content);
        begun.reading = content;
        const { name, bytes, choices } = content.source;
        host.readFile({ name, content: new Blob([bytes as Uint8Array<ArrayBuffer>]) }, choices);
      };
      go().catch(refuse);
    },
    onDone: (requestId, leftOut) => {
      if (requestId !== saving) return;
      saving = null;
      host.set({
        projectWork: 'idle',
        ...(leftOut.length > 0 ? { exportProblem: leftOutSentence(leftOut) } : {}),
      });
    },
    onFailed: (requestId, message) => {
      if (requestId !== null && requestId === saving) {
        saving = null;
        host.set({ projectWork: 'idle', exportProblem: message });
        return true;
      }
      if (requestId !== null && requestId === opening?.requestId) {
        refuse(new Error(message));
        return true;
      }
      // The worker died, and with it whatever it was asked.
      if (requestId === null && (saving !== null || (opening && !opening.reading))) {
        saving = null;
        opening = null;
        host.set({ projectWork: 'idle', exportProblem: message });
      }
      return false;
    },
    onRead: (dataset) => {
      const begun = opening;
      const content = begun?.reading;
      if (!begun || !content) return;
      if (dataset.fingerprint === content.source?.fingerprint) finish(begun, content).catch(refuse);
      else refuse(new Error('another file was loaded meanwhile'));
    },
    onReadEnded: (message) => {
      if (!opening?.reading) return;
      if (message !== null) {
        host.set({ dataProblem: null });
        return refuse(new Error(message));
      }
      opening = null;
      host.set({ projectWork: 'idle' });
    },
  };
}

/** The reading of the file a run learned from; null where that is not the one shown. */
function readingOf(run: RunRecord, data: LabState['data']): number | null {
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

/** The file's name without its ending, as part of another name. */
function stemOf(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return shortText(stem, 80) || 'project';
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
