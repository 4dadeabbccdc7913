// A column of dates as a dictionary of its different texts, each parsed once, with a number a row.

import { ownCopy } from '../text/own-copy.ts';
import type { DateOrder } from './dataset.ts';
import { type DateReading, resolveDate } from './date-order.ts';
import { parseDate, type ParsedDate, withoutTime } from './dates.ts';
import { fromCroatian, isCroatian } from './month-names.ts';

/** Stands for the day of a text that names none; before all days. */
export const noDay = -1_000_000;

/** The different date texts of a column, numbered in the order of their first appearance; 0 is the blank cell. */
export class DateDictionary {
  readonly texts: string[] = [''];
  readonly parsed: (ParsedDate | null)[] = [null];
  readonly #codes = new Map<string, number>([['', 0]]);
  #isCroatian = false;

  codeOf(cell: string): number {
    const known = this.#codes.get(cell);
    if (known !== undefined) return known;
    const text = withoutTime(cell.trim());
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      const kept = ownCopy(text);
      this.texts.push(kept);
      this.parsed.push(parseDate(kept));
      this.#codes.set(kept, code);
      this.#readAsCroatian(code);
    }
    return code;
  }

  /** Months of the same name in other languages are Croatian once another of the column is: those before it are read again. */
  #readAsCroatian(code: number): void {
    const text = this.texts[code]!;
    if (!/\p{L}{3}/u.test(text)) return;
    const from = !this.#isCroatian && isCroatian(text) ? 1 : code;
    this.#isCroatian ||= from === 1 && isCroatian(text);
    if (!this.#isCroatian) return;
    for (let one = from; one <= code; one++) {
      const other = fromCroatian(this.texts[one]!);
      if (other !== null) this.parsed[one] = parseDate(other);
    }
  }

  /** The days that texts of these codes name under an order, `noDay` where they name none. [rows] */
  daysOf(codes: Uint32Array, order: DateOrder | DateReading): Int32Array {
    const days = this.parsed.map((parsed) => (parsed && resolveDate(parsed, order)) ?? noDay);
    const out = new Int32Array(codes.length);
    for (let row = 0; row < codes.length; row++) out[row] = days[codes[row]!]!;
    return out;
  }

  *entries(): Generator<{ readonly text: string; readonly parsed: ParsedDate | null }> {
    for (let code = 1; code < this.texts.length; code++) {
      yield { text: this.texts[code]!, parsed: this.parsed[code]! };
    }
  }
}
