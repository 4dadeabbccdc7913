// Numbers that are not there, as null: columns keep them as NaN, but JSON and a reader's type know only null.

/** `value`, null where it is NaN. */
export function knownOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** `value`, null where it is NaN or without end. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
