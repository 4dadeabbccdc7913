// What a file is packed in, behind one interface: each kind opens to delimited text, which the reader then reads as it reads
// a CSV. A kind loads its library when a file of the kind is there, and not before.

import type { ByteSource } from '../table/byte-source.ts';

/** A file opened: the text of one of its parts. */
export interface OpenedFile {
  /** Delimited UTF-8 text with a decimal point where `isTyped`, else whatever was packed. */
  readonly source: ByteSource;
  /** What it was: `Excel workbook`. */
  readonly format: string;
  /** Whether its numbers and dates are typed, so that nothing has to be guessed of how they are written. */
  readonly isTyped: boolean;
  /** Sheets or files that could be read instead, the one read first. */
  readonly parts: readonly string[];
  /** The part that was read; the first of them where several were. */
  readonly part: string | null;
  /** The parts that were read together as one table, and the column that their names became; absent: one alone. */
  readonly together?: {
    readonly parts: readonly string[];
    readonly column: string | null;
    /** What a part is; absent: a sheet. */
    readonly what?: 'file';
  };
  /** Sheets that hold sales and that Excel does not show, read or not. */
  readonly hidden?: readonly string[];
  /** Parts under one header that could be read together. */
  readonly alike?: readonly string[];
}

/** A part by its name; several to be read together, none of them named: those that belong together. Absent: the likeliest. */
type WantedPart = string | readonly string[] | undefined;

/** What whoever opens a file may hear and say on the way; a part of the reader's hooks. */
export interface OpenHooks {
  readonly onProgress?: (progress: {
    readonly rows: number;
    readonly bytesRead: number;
    readonly bytesTotal: number;
  }) => void;
  readonly isCancelled?: () => boolean;
}

export interface FileKind {
  readonly name: string;
  /** Whether a file that begins with these bytes is of the kind. */
  matches(head: Uint8Array, fileName: string): boolean;
  /**
   * The text of the part wanted, or of the likeliest; `openInner` opens what lies packed in it once more.
   *
   * @throws ReadError where the file is damaged or unpacks to more than can be read.
   */
  open(
    source: ByteSource,
    head: Uint8Array,
    part: WantedPart,
    openInner: OpenFile,
    hooks: OpenHooks,
  ): Promise<OpenedFile>;
}

/** Opens what a file is packed in, twice where a packed file lies in another; null where it is text already. */
export type OpenFile = (
  source: ByteSource,
  head: Uint8Array,
  part: WantedPart,
  hooks?: OpenHooks,
) => Promise<OpenedFile | null>;
