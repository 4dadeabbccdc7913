// A product's name in a place that may be too narrow for it. Where the name ends with what splits the product, such as a
// store, the ending stays and the beginning is cut: a list of stores must not become the same word over and over.

import classes from './product-name.module.css';

const separator = ' · ';

export function ProductName({ name }: { readonly name: string }) {
  const at = name.lastIndexOf(separator);
  if (at <= 0) return <span title={name}>{name}</span>;
  return (
    <span title={name} className={classes.name}>
      <span className={classes.start}>{name.slice(0, at)}</span>
      <span className={classes.ending}>{name.slice(at)}</span>
    </span>
  );
}

/** Whether any of the names ends with what splits its product. */
export function haveEndings(names: Iterable<string>): boolean {
  for (const name of names) if (name.includes(separator)) return true;
  return false;
}
