// Numbers in the sentences of a suggestion.

const twoDigits = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const threeFigures = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A price or an amount: `1,234.50`. */
export function money(value: number): string {
  return twoDigits.format(value);
}

/** Units: three figures below a hundred, then whole. */
export function quantity(value: number): string {
  return Math.abs(value) < 99.95 ? threeFigures.format(value) : whole.format(value);
}
