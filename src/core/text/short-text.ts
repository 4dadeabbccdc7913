// Text cut to a length without cutting a character in two, and text that others can encode.

/** The first `length` code units of `text`, one less where the cut would fall inside an emoji or its like. */
export function shortText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isCut = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isCut ? length - 1 : length);
}

/** `text` in at most `length` code units, its end an ellipsis where it was longer. */
export function shortened(text: string, length = 80): string {
  return text.length > length ? `${shortText(text, length - 1)}…` : text;
}

/** Half characters become the replacement character: they cannot be written as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
