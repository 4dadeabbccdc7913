// The two ways in which reading ends without a table.

/** The file cannot be used. The message is one sentence for the person: where, what, what would be right. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/** The person cancelled; nothing is wrong with the file. */
export class ReadCancelled extends Error {
  override readonly name = 'ReadCancelled';

  constructor() {
    super('Reading was cancelled.');
  }
}
