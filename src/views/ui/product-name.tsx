// A product's name in a place that may be too narrow for it: whole on one line where it fits, else its beginning on one line and
// its ending below, each cut only where it must be. What tells two products of a list apart, such as a size or a store, often
// stands at the end: a list must not become the same word over and over.

import classes from './product-name.module.css';

const separator = ' · ';
/** Letters that a second line has room for beside columns of figures. */
const longestEnding = 22;
/** Letters that fit on one line everywhere. */
const shortName = 14;

export function ProductName({ name }: { readonly name: string }) {
  const at = endingAt(name);
  if (at <= 0) return <span title={name}>{name}</span>;
  return (
    <span title={name} className={classes.name}>
      <span className={classes.start}>{name.slice(0, at)}</span>
      <span className={classes.ending}>{name.slice(at)}</span>
    </span>
  );
}

/** Where the second line begins: at what splits the product, else at the word that leaves two lines of like length; 0 for none. */
export function endingAt(name: string): number {
  const split = name.lastIndexOf(separator);
  if (split > 0) return split;
  if (name.length <= shortName) return 0;
  const middle = Math.max(name.length / 2, name.length - longestEnding);
  // At a space, or behind a mark that joins two words, such as that of `Denver-conventional`.
  const words = [...name.matchAll(/[\s\-_/](?=\S)/g)].map(({ index }) => index + 1);
  const fitting = words.filter((at) => at > 1 && name.length - at <= longestEnding);
  return fitting.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? 0;
}

/** Whether any of the names ends with what splits its product. */
export function haveEndings(names: Iterable<string>): boolean {
  for (const name of names) if (name.includes(separator)) return true;
  return false;
}
