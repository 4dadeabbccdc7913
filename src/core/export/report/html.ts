// HTML as a template that escapes whatever is put into it, so that a product's name can never become markup.

/** Text that is HTML already: made by `html`, or a constant of ours. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/** A template tag: strings and numbers are escaped, lists are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    strings.map((part, i) => unindented(part) + (i < values.length ? textOf(values[i]!) : '')).join(''),
  );
}

/** How the source is indented is nothing to the document, and a third of its size. */
function unindented(part: string): string {
  return part.replace(/\n\s*/g, '\n');
}

function textOf(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What no document may hold: control characters, half surrogates, two non-characters. */
// eslint-disable-next-line no-control-regex -- control characters are what is meant
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

function escaped(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"']/g, (character) => entities[character]!);
}
