// From a dropped file to a dataset on the page. A file on its way in that comes to nothing leaves the one before it, whole.
//
// What is read has an id, its reading: the table of a reading can serve once more, and models know what they learned from.

import type { Dataset, ReadChoices, SalesMeaning } from '../../core/table/dataset.ts';
import type { ReaderSource } from '../../worker/protocol/reader-protocol.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { FileLoading, type ShownFile } from './file-loading.ts';
import { demoFiles, type DemoId, type FileState } from './file-state.ts';

declare module '../lab-state.ts' {
  interface LabState extends FileState {}
  interface LabActions extends FileActions {}
}

interface FileActions {
  loadFile(file: File): void;
  /** Pasted text, read as a file of that name. */
  loadText(text: string, name: string): void;
  /** Loads a demo file; with `tour` it then trains a small preset and ends at Prices. */
  loadDemo(id: DemoId, options: { readonly tour: boolean }): void;
  /** Answers of the mapping dialog: reads the file with them. */
  answer(choices: ReadChoices): void;
  /** Another answer to an open question of the file on the page; the other answers stay. */
  answerQuestion(choices: ReadChoices): void;
  /** All answers at once: those of an earlier moment. Reads the file with them. */
  putAnswers(choices: ReadChoices): void;
  /** Opens the mapping dialog for the loaded file again. */
  changeColumns(): void;
  /** Tries answers of the mapping dialog on the first rows: `effect` follows. */
  tryAnswers(choices: ReadChoices): void;
  /** Answers as a file for `--choices`: those of the file on the page unless others are given. */
  saveAnswers(choices?: ReadChoices): void;
  /** Forgets the answers remembered for this header and reads the file without them. */
  forgetAnswers(): void;
  dismissAnswersNotice(): void;
  /** Joins a second file (costs, stock, ...) to the sales on the page; where it does not belong to them nothing changes. */
  joinFile(file: File): void;
  /** Takes a second file away again, by its place in `dataset.joined`'s order of files. */
  removeSecondFile(index: number): void;
  cancelReading(): void;
  overruleSalesMeaning(meaning: SalesMeaning): void;
  dismissDataProblem(): void;
  showProduct(index: number): void;
}

export interface FileFeature extends Feature<FileActions> {
  /**
   * Reads a file as if the person had chosen it and answered so; resolves when it is on the page.
   *
   * @throws Error in a sentence where it is refused, or another file is chosen; an AbortError where the person cancels.
   */
  read(source: ReaderSource, choices: ReadChoices, secondFiles?: readonly ReaderSource[]): Promise<Dataset>;
  /** The file that the page shows and how it was read; null without one. */
  shown(): ShownFile | null;
}

export function fileFeature(context: FeatureContext): FileFeature {
  const { get, set } = context;
  const loading = new FileLoading(context);
  return {
    actions: {
      loadFile: (file) => {
        set({ demo: null });
        loading.inspect({ name: file.name, content: file }, false);
      },
      loadText: (text, name) => {
        set({ demo: null });
        loading.inspect({ name, content: new Blob([text], { type: 'text/csv' }) }, false);
      },
      loadDemo: (id, { tour }) => {
        set({ demo: id });
        void loading.fetchDemo(demoFiles.find((demo) => demo.id === id)!.file, tour);
      },
      answer: (choices) => loading.readAnswered({ ...loading.meaning, ...choices }),
      answerQuestion: (choices) => loading.readAnswered({ ...loading.attempt.choices, ...choices }),
      putAnswers: (choices) => loading.readAnswered(choices),
      tryAnswers: (choices) => void loading.tryAnswers(choices),
      saveAnswers: (choices = get().answers) => loading.saveAnswers(choices),
      forgetAnswers: () => loading.forgetAnswers(),
      dismissAnswersNotice: () => set({ answersAreRemembered: false }),
      changeColumns: () => loading.inspectAgain(),
      joinFile: (file) =>
        loading.joinAnew([...loading.attempt.secondFiles, { name: file.name, content: file }]),
      removeSecondFile: (index) =>
        loading.joinAnew(loading.attempt.secondFiles.filter((_, i) => i !== index)),
      cancelReading: () => loading.cancel(),
      overruleSalesMeaning: (salesMeaning) =>
        loading.readAnswered({ ...loading.attempt.choices, salesMeaning }),
      dismissDataProblem: () => set({ dataProblem: null }),
      showProduct: (shownProduct) => {
        if (shownProduct === get().shownProduct) return;
        set({ shownProduct });
        context.tell('onProductShown');
      },
    },
    read: (source, choices, secondFiles = []) => loading.readAnother(source, choices, secondFiles),
    shown: () => loading.shown,
    onReaderDeath: (message) => loading.fail(new Error(`Reading stopped: ${message}`)),
  };
}
