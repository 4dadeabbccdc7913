/** A copy with its own memory: a slice of a piece of the file would keep that whole piece alive. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
