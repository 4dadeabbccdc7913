// The file on its way in: what is asked of it, and the file before it, whole, to go back to when that comes to nothing.
//
// Every request to the reader has an id; answers to an earlier one change nothing. The id of a reading that
// delivered a dataset stays with it: its demand fits carry that id, and its table can serve once more.

import type { ReadChoices } from '../core/table/dataset.ts';
import type { ReaderSource } from '../worker/protocol.ts';
import type { DataState } from './lab-state.ts';

interface Settled {
  readonly data: DataState;
  readonly source: ReaderSource | null;
  readonly choices: ReadChoices;
}

export class FileRoom {
  source: ReaderSource | null = null;
  choices: ReadChoices = {};
  /** The latest request. */
  requestId = 0;
  /** Show the mapping dialog even where nothing is unclear. */
  askAnyway = false;
  private settled: Settled = { data: { status: 'empty' }, source: null, choices: {} };

  /** Another file, or the same one once more. */
  begin(source: ReaderSource, choices: ReadChoices): number {
    this.source = source;
    this.choices = choices;
    this.askAnyway = false;
    return this.nextRequest();
  }

  nextRequest(): number {
    return ++this.requestId;
  }

  /** What the page shows is from now on this. */
  settle(data: DataState): void {
    this.settled = { data, source: this.source, choices: this.choices };
  }

  /** The file that was read whole before the attempt; answers still in flight are dropped. */
  backOut(): DataState {
    this.nextRequest();
    this.source = this.settled.source;
    this.choices = this.settled.choices;
    return this.settled.data;
  }

  /** What the page shows when nothing is on its way. */
  get present(): DataState {
    return this.settled.data;
  }

  /** The file that the page shows and how it was read; null without one. */
  get shown(): { readonly source: ReaderSource; readonly choices: ReadChoices } | null {
    const { data, source, choices } = this.settled;
    return data.status === 'ready' && source ? { source, choices } : null;
  }

  /** The reading whose dataset the page shows; null without one. */
  get reading(): number | null {
    const { data } = this.settled;
    return data.status === 'ready' ? data.reading : null;
  }
}
