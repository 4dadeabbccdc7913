/** To so many digits after the point, as lines of a run are printed; null stays null. */
export function round(value: number, digits?: number): number;
export function round(value: number | null, digits?: number): number | null;
export function round(value: number | null, digits = 4): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
