// Sentences of the core as the page sets them: the core writes plain ASCII quotes, apostrophes and spaces, since a terminal, a CSV
// and JSON take its words as well; the page has one kind throughout.

/** `text` with typographic quotes and apostrophes, and no line break between a figure and its percent sign. */
export function pageWords(text: string): string {
  return text
    .replace(/(?<=[\p{L}\d])'(?=\p{L}|\s|[.,;:)]|$)/gu, '’')
    .replace(/(?<![\p{L}\d])"([^"]*)"(?![\p{L}\d])/gu, '“$1”')
    .replace(/(?<=\d) %/g, '\u00a0%');
}

/** The same of what may be more than a text. */
export function pageContent<Content>(content: Content): Content | string {
  return typeof content === 'string' ? pageWords(content) : content;
}
