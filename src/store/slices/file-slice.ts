// From a dropped file to a dataset on the page: what is asked of the reader, and what follows from its answers.

import type { Dataset, ReadChoices } from '../../core/table/dataset.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { ReaderEvent, ReaderRequest, ReaderSource } from '../../worker/protocol.ts';
import { applyReaderEvent } from '../apply-event.ts';
import { FileRoom } from '../file-room.ts';
import { demoFiles, type LabActions, type LabState } from '../lab-state.ts';

export interface FileHost {
  get(): LabState;
  set(changes: Partial<LabState>): void;
  send(message: ReaderRequest): void;
  fetchDemo(file: string): Promise<Blob>;
  /** Another file is on the page. */
  onRead(dataset: Dataset): void;
  /** A file could not be read, or its reading was given up; `message` is null where the person did that. */
  onReadEnded(message: string | null): void;
  /** All products of the file on the page have their demand fits. */
  onAllFitted(): void;
}

type FileActions = Pick<
  LabActions,
  | 'loadFile'
  | 'loadText'
  | 'loadDemo'
  | 'answer'
  | 'answerQuestion'
  | 'changeColumns'
  | 'cancelReading'
  | 'overruleSalesMeaning'
  | 'dismissDataProblem'
>;

export interface FileSlice {
  readonly actions: FileActions;
  /** Another file, read with the answers there are. */
  readFile(source: ReaderSource, choices: ReadChoices): void;
  nextRequest(): number;
  /** The file of the dataset shown and how it was read; null without one. */
  shown(): FileRoom['shown'];
  onReaderEvent(event: ReaderEvent): void;
  onReaderDeath(problem: string): void;
  /** The reader was ended because it did not stop when asked to; its fits of the file shown went with it. */
  onReaderEnded(): void;
}

export function fileSlice(host: FileHost): FileSlice {
  const files = new FileRoom();

  const inspect = (name: string, content: Blob, touring: boolean) => {
    const source = { name, content };
    const requestId = files.begin(source, {});
    host.set({ data: { status: 'inspecting', fileName: name }, dataProblem: null, touring });
    host.send({ type: 'inspect', requestId, source, choices: {} });
  };

  const read = (choices: ReadChoices) => {
    const { source } = files;
    if (!source) return;
    // The table on the page serves once more where only the meaning of its sales changes.
    const onlyMeaning =
      host.get().data.status === 'ready' && sameWithoutMeaning(choices, files.choices) ? files.reading : null;
    files.choices = choices;
    const requestId = files.nextRequest();
    if (onlyMeaning === null)
      host.set({
        data: {
          status: 'reading',
          fileName: source.name,
          progress: { rows: 0, bytesRead: 0, bytesTotal: source.content.size },
        },
      });
    host.send({ type: 'read', requestId, source, choices, reuse: onlyMeaning });
  };

  /** The person's word on money or units outlives another look at the columns. */
  const withMeaning = (choices: ReadChoices): ReadChoices => {
    const { salesMeaning } = files.choices;
    return salesMeaning === undefined ? choices : { salesMeaning, ...choices };
  };

  /** A reading that was cancelled too late has taken the reader from the fits of the file shown: ask for them again. */
  const fitAgain = () => {
    const { data, demand } = host.get();
    if (data.status === 'ready' && demand.length < data.dataset.histories.length) read(files.choices);
  };

  const actions: FileActions = {
    loadFile: (file) => inspect(file.name, file, false),
    loadText: (text, name) => inspect(name, new Blob([text], { type: 'text/csv' }), false),
    loadDemo: (id, { tour }) => {
      const { file } = demoFiles.find((demo) => demo.id === id)!;
      const ticket = files.nextRequest();
      host.set({ data: { status: 'inspecting', fileName: file }, dataProblem: null, touring: tour });
      host.fetchDemo(file).then(
        (content) => {
          if (files.requestId === ticket) inspect(file, content, host.get().touring);
        },
        (error: unknown) => {
          if (files.requestId !== ticket) return;
          host.set({
            data: files.present,
            dataProblem: `The demo file ${file} could not be loaded: ${sentenceOf(error)}`,
            touring: false,
          });
        },
      );
    },
    answer: (choices) => read(withMeaning(choices)),
    answerQuestion: (choices) => read({ ...files.choices, ...choices }),
    changeColumns: () => {
      if (!files.source) return;
      const { source, choices } = files;
      const requestId = files.begin(source, choices);
      files.askAnyway = true;
      host.send({ type: 'inspect', requestId, source, choices });
    },
    cancelReading: () => {
      host.send({ type: 'cancel', requestId: files.requestId });
      host.set({ data: files.backOut(), touring: false });
      host.onReadEnded(null);
    },
    overruleSalesMeaning: (salesMeaning) => read({ ...files.choices, salesMeaning }),
    dismissDataProblem: () => host.set({ dataProblem: null }),
  };

  return {
    actions,
    readFile: (source, choices) => {
      files.begin(source, choices);
      host.set({
        data: { status: 'inspecting', fileName: source.name },
        dataProblem: null,
        touring: false,
      });
      read(choices);
    },
    nextRequest: () => files.nextRequest(),
    shown: () => files.shown,
    onReaderEvent: (event) => {
      const ids = { requestId: files.requestId, reading: files.reading };
      const after = applyReaderEvent(host.get(), event, ids);
      host.set(after);
      if (event.type === 'demand') {
        if (event.requestId === ids.reading && after.demand.length === event.total) host.onAllFitted();
        return;
      }
      if (event.requestId !== ids.requestId) {
        if (event.type === 'read') fitAgain();
        return;
      }
      if (event.type === 'inspected') {
        if (files.askAnyway) host.set({ data: { status: 'asking', preview: event.preview } });
        else if (event.preview.questions.length === 0) read(files.choices);
        files.askAnyway = false;
      } else if (event.type === 'read') {
        files.settle(after.data);
        host.onRead(event.dataset);
      } else if (event.type === 'failed') {
        host.set({ data: files.backOut(), touring: false });
        host.onReadEnded(event.message);
      }
    },
    onReaderEnded: fitAgain,
    onReaderDeath: (problem) => host.set({ data: files.backOut(), dataProblem: problem, touring: false }),
  };
}

function sameWithoutMeaning(a: ReadChoices, b: ReadChoices): boolean {
  const rest = (choices: ReadChoices) => JSON.stringify({ ...choices, salesMeaning: null });
  return rest(a) === rest(b);
}
