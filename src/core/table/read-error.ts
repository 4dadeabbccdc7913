// The two ways in which reading ends without a table.

import type { ReadQuestion } from './dataset.ts';

/** What a person could choose so that the file can be read after all. */
export type Mend =
  | { readonly kind: 'mapping' }
  | { readonly kind: 'year' }
  | { readonly kind: 'dateOrder'; readonly example: string };

/** The file cannot be used. The message is one sentence for the person: where, what, what would be right. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  /** The choice that could mend it; null where only another file could. */
  readonly mend: Mend | null;

  constructor(
    message: string,
    { mend = null, ...options }: ErrorOptions & { readonly mend?: Mend | null } = {},
  ) {
    super(message, options);
    this.mend = mend;
  }

  /** The refusal as a question; null where no choice could mend it. */
  get question(): ReadQuestion | null {
    return this.mend && { ...this.mend, message: this.message };
  }
}

/** The person cancelled; nothing is wrong with the file. */
export class ReadCancelled extends Error {
  override readonly name = 'ReadCancelled';

  constructor() {
    super('Reading was cancelled.');
  }
}
