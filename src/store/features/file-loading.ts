// One file on its way in, from bytes to a dataset with its fits; until it is read whole, the file before it stays.

import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Dataset, ReadChoices } from '../../core/table/dataset.ts';
import type { ReadProgress } from '../../core/table/read-hooks.ts';
import { isAbort } from '../../worker/calls.ts';
import { WorkerGone } from '../../worker/client.ts';
import type { ReadAnswer, ReaderSource } from '../../worker/protocol/reader-protocol.ts';
import { Latest, type FeatureContext } from '../feature.ts';
import { stemOf } from '../file-stem.ts';
import { RememberedAnswers } from '../remembered-answers.ts';
import { noFile, type DataState } from './file-state.ts';

/** The file that the page shows, and how it was read. */
export interface ShownFile {
  readonly source: ReaderSource;
  readonly choices: ReadChoices;
  readonly secondFiles: readonly ReaderSource[];
}

/** A reader that says nothing for so long after it was asked to stop is ended. */
export const abortPatienceMs = 400;

/** A file on its way in, or the one that the page shows. */
interface Attempt {
  readonly source: ReaderSource | null;
  readonly choices: ReadChoices;
  /** The header as found without any answer: answers are remembered for it. */
  readonly headers?: readonly string[];
  /** Where the answers come from: the person now, or an earlier file; else the file needed none. */
  readonly answeredBy?: 'person' | 'memory';
  /** Files joined to it. */
  readonly secondFiles: readonly ReaderSource[];
}

const nothing: Attempt = { source: null, choices: {}, secondFiles: [] };

/** Inspects, asks about, reads and joins one file at a time, and fits what was read. */
export class FileLoading {
  private readonly context: FeatureContext;
  /** Inspects and reads. */
  private readonly latest = new Latest();
  private readonly fits = new Latest();
  private readonly trials = new Latest();
  private lastReading = 0;
  attempt = nothing;
  private settled: Attempt & { readonly data: DataState } = { ...nothing, data: { status: 'empty' } };
  /** Whoever waits for the file on its way in. */
  private waiting: { resolve(dataset: Dataset): void; reject(error: unknown): void } | null = null;

  constructor(context: FeatureContext) {
    this.context = context;
  }

  /** The person's word on money or units outlives another look at the columns. */
  get meaning(): ReadChoices {
    const { salesMeaning } = this.attempt.choices;
    return salesMeaning === undefined ? {} : { salesMeaning };
  }

  get shown(): ShownFile | null {
    const { data, source, choices, secondFiles } = this.settled;
    return data.status === 'ready' && source ? { source, choices, secondFiles } : null;
  }

  inspect(source: ReaderSource, touring: boolean): void {
    this.begin({ ...nothing, source });
    this.context.set({ data: { status: 'inspecting', fileName: source.name }, dataProblem: null, touring });
    void this.look(source, {}, false);
  }

  /** Reads with answers that are remembered once the file is read. */
  readAnswered(choices: ReadChoices): void {
    this.attempt = { ...this.attempt, answeredBy: 'person' };
    this.readOn(choices);
  }

  async tryAnswers(choices: ReadChoices): Promise<void> {
    const { set, services } = this.context;
    const { source } = this.attempt;
    if (!source) return;
    const { signal, isLatest } = this.trials.begin();
    try {
      set({ effect: await services.reader.call('effect', { source, choices }, { signal }) });
    } catch (error) {
      if (isLatest() && !isAbort(error) && !(error instanceof WorkerGone))
        set({ effect: { preview: null, refusal: sentenceOf(error), facts: null } });
    }
  }

  saveAnswers(choices: ReadChoices): void {
    const name = this.attempt.source?.name ?? 'file';
    const text = `${JSON.stringify(choices, null, 2)}\n`;
    this.context.services.saveFile(`choices-${stemOf(name)}.json`, new TextEncoder().encode(text));
  }

  forgetAnswers(): void {
    const { source, headers } = this.attempt;
    if (!source) return;
    if (headers) this.remembered.forget(headers);
    this.inspect(source, false);
  }

  private get remembered(): RememberedAnswers {
    return new RememberedAnswers(this.context.services.keepsake ?? null);
  }

  /** Shows the dialog even where nothing is unclear. */
  inspectAgain(): void {
    const { source, choices } = this.attempt;
    if (!source) return;
    this.begin(this.attempt);
    void this.look(source, choices, true);
  }

  async fetchDemo(file: string, touring: boolean): Promise<void> {
    const { get, set, services } = this.context;
    const { isLatest } = this.latest.begin();
    set({ data: { status: 'inspecting', fileName: file }, dataProblem: null, touring });
    try {
      const content = await services.fetchDemo(file);
      if (isLatest()) this.inspect({ name: file, content }, get().touring);
    } catch (error) {
      if (isLatest()) this.fail(new Error(`The demo file ${file} could not be loaded: ${sentenceOf(error)}`));
    }
  }

  readAnother(
    source: ReaderSource,
    choices: ReadChoices,
    secondFiles: readonly ReaderSource[],
  ): Promise<Dataset> {
    this.begin({ source, choices, secondFiles });
    const { set } = this.context;
    set({
      data: { status: 'inspecting', fileName: source.name },
      dataProblem: null,
      touring: false,
      demo: null,
    });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.readOn(choices);
    });
  }

  /** The file on the page with these second files. */
  joinAnew(secondFiles: readonly ReaderSource[]): void {
    if (this.context.get().data.status !== 'ready') return;
    this.context.set({ dataProblem: null });
    this.readOn(this.attempt.choices, secondFiles);
  }

  /** Reads the file on its way in, or the one shown once more. */
  readOn(choices: ReadChoices, secondFiles = this.attempt.secondFiles): void {
    const { source } = this.attempt;
    if (!source) return;
    const { get, set, services } = this.context;
    const { data } = this.settled;
    // The table on the page serves once more where only the meaning of its sales, or what is joined to them, changes.
    const isShown = get().data.status === 'ready' && data.status === 'ready';
    const reuse = isShown && sameWithoutMeaning(choices, this.attempt.choices) ? data.reading : null;
    this.attempt = { ...this.attempt, choices, secondFiles };
    if (reuse === null) set({ data: { status: 'reading', fileName: source.name, progress: noneOf(source) } });
    const newest = secondFiles.at(-1);
    const joining = reuse !== null && newest ? { fileName: newest.name, progress: noneOf(newest) } : null;
    set({ joining });
    const { signal, isLatest } = this.latest.begin();
    const onProgress = (progress: ReadProgress) => {
      const { data: present, joining: underWay } = get();
      if (present.status === 'reading') set({ data: { ...present, progress } });
      else if (underWay) set({ joining: { ...underWay, progress } });
    };
    const reading = ++this.lastReading;
    services.reader
      .call(
        'read',
        { reading, source, choices, secondFiles, reuse },
        { signal, onProgress, patienceMs: abortPatienceMs },
      )
      .then((answer) => this.deliver(answer, reading))
      .catch((error: unknown) => {
        // Answers for an earlier file do not fit this one: it is read by itself, or asked about.
        const isMisfit =
          reuse === null &&
          this.attempt.answeredBy === 'memory' &&
          !isAbort(error) &&
          !(error instanceof WorkerGone);
        if (!isLatest() || !isMisfit) return this.failUnless(error, isLatest());
        this.begin({ source, choices: {}, secondFiles });
        void this.look(source, {}, false, false);
      });
  }

  cancel(): void {
    this.backOut();
    this.context.set({ touring: false });
    this.leave(new DOMException('It was cancelled.', 'AbortError'));
  }

  fail(error: Error): void {
    this.backOut();
    this.context.set({ dataProblem: sentenceOf(error), touring: false });
    this.leave(error);
  }

  /** The reader's death is told by itself, and so is what has given way to something else. */
  private failUnless(error: unknown, isLatest: boolean): void {
    if (isLatest && !isAbort(error) && !(error instanceof WorkerGone))
      this.fail(new Error(sentenceOf(error)));
  }

  /** Another file, or the same one once more. */
  private begin(attempt: Attempt): void {
    this.leave(new Error('another file was loaded meanwhile'));
    this.attempt = attempt;
  }

  private leave(error: Error): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(error);
  }

  /** The file that was read whole before the attempt; answers still in flight are dropped. */
  private backOut(): void {
    this.latest.abort();
    this.trials.abort();
    const { data, ...attempt } = this.settled;
    this.attempt = attempt;
    this.context.set({ data, effect: null, joining: null });
  }

  private async look(
    source: ReaderSource,
    choices: ReadChoices,
    askAnyway: boolean,
    mayRemember = true,
  ): Promise<void> {
    const { set, services } = this.context;
    const { signal, isLatest } = this.latest.begin();
    try {
      const preview = await services.reader.call(
        'inspect',
        { source, choices },
        { signal, patienceMs: abortPatienceMs },
      );
      if (!askAnyway) {
        this.attempt = { ...this.attempt, headers: preview.headers };
        const remembered = mayRemember ? this.remembered.of(preview.headers) : null;
        if (remembered) {
          this.attempt = { ...this.attempt, answeredBy: 'memory' };
          return this.readOn(remembered);
        }
      }
      if (askAnyway || preview.questions.length > 0)
        set({ data: { status: 'asking', preview }, effect: null });
      else this.readOn(choices);
    } catch (error) {
      this.failUnless(error, isLatest());
    }
  }

  private deliver(answer: ReadAnswer, reading: number): void {
    const { set, tell } = this.context;
    if ('preview' in answer)
      return set({ data: { status: 'asking', preview: answer.preview }, effect: null, joining: null });
    const { dataset, fileOrder } = answer;
    const data: DataState = { status: 'ready', dataset, fileOrder, reading };
    this.settled = { ...this.attempt, data };
    const { choices, headers, answeredBy } = this.attempt;
    if (answeredBy === 'person' && headers) this.remembered.keep(headers, choices);
    const { demo } = this.context.get();
    set({ ...noFile, demo, data, answers: choices, answersAreRemembered: answeredBy === 'memory' });
    const { waiting } = this;
    this.waiting = null;
    tell('onRead', dataset);
    waiting?.resolve(dataset);
    if (dataset.histories.length > 0) void this.fit(reading);
  }

  /** Goes on while the next file is looked at, until that one is read. */
  private async fit(reading: number): Promise<void> {
    const { get, set, services, tell } = this.context;
    const { signal, isLatest } = this.fits.begin();
    try {
      const { summaries, holdOuts } = await services.reader.call(
        'fitDemand',
        { reading },
        {
          signal,
          onProgress: ({ from, summaries: part }) =>
            set({ demand: [...get().demand.slice(0, from), ...part] }),
        },
      );
      set({ demand: summaries, holdOuts });
      tell('onAllFitted');
    } catch (error) {
      // The reader was ended because it would not stop reading another file: its fits of this one went with it.
      if (isLatest() && error instanceof WorkerGone && error.ended) this.readOn(this.attempt.choices);
      else this.failUnless(error, isLatest());
    }
  }
}

function noneOf({ content }: ReaderSource): ReadProgress {
  return { rows: 0, bytesRead: 0, bytesTotal: content.size };
}

function sameWithoutMeaning(a: ReadChoices, b: ReadChoices): boolean {
  const rest = (choices: ReadChoices) =>
    JSON.stringify({ ...choices, salesMeaning: null, secondParts: null });
  return rest(a) === rest(b);
}
