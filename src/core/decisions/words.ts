// Numbers in the sentences of a suggestion.

/** A price or an amount: `1,234.50`. */
export function money(value: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
