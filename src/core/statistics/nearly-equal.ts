/** Equal but for the rounding of another machine's arithmetic: to 1e-9 of the larger, or of 1 where both are smaller. */
export function nearlyEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
