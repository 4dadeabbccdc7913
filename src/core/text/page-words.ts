// Sentences of the core as the page sets them: the core writes plain ASCII apostrophes, since a terminal, a CSV and JSON take its
// words as well; the page has one kind throughout.

/** `text` with typographic apostrophes. */
export function pageWords(text: string): string {
  return text.replace(/(?<=[\p{L}\d])'(?=\p{L}|\s|[.,;:)]|$)/gu, '’');
}
