/** What an error says: its message, or whatever else was thrown as text. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
