// Which rows of a long list are selected, as a set of keys. Pure: every change is a new set.

export type Selection = ReadonlySet<string>;

export const nothingSelected: Selection = new Set();

/** The selection with `key` taken in or out. */
export function toggled(selection: Selection, key: string): Selection {
  const next = new Set(selection);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The selection with all of `keys` taken in, or all taken out. */
export function withKeys(selection: Selection, keys: Iterable<string>, selected: boolean): Selection {
  const next = new Set(selection);
  for (const key of keys) {
    if (selected) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** Whether all, some or none of the rows listed are selected. */
export function coverage(selection: Selection, keys: readonly string[]): 'all' | 'some' | 'none' {
  if (selection.size === 0 || keys.length === 0) return 'none';
  const first = selection.has(keys[0]!);
  const same = keys.every((key) => selection.has(key) === first);
  if (!same) return 'some';
  return first ? 'all' : 'none';
}
