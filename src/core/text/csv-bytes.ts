// Rows of a CSV as UTF-8, cell after cell, the same bytes as `csvCell` and joining: for files of a million rows, where the
// text of every number as a string of its own would take as long as to find the number.

import { csvCell } from './csv-cell.ts';

const comma = 44;
const point = 46;
const zero = 48;
/** No number in digits is longer. */
const longestNumber = 32;
/** Up to here a figure in whole steps of its last digit is written digit by digit: below 2 ** 31, and exact. */
const mostSteps = 1e9;
const encoder = new TextEncoder();

/** Signs that need neither to be defused nor quoted, wherever they stand: 1; those that may not come first: 2. */
const plainness = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[0-9A-Za-z]/.test(sign) ? 1 : /[ .\-_]/.test(sign) ? 2 : 0;
});

export class CsvBytes {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;
  private isRowBegun = false;

  /** @param size - bytes expected; it grows where that is too few. */
  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  /** Text, as `csvCell` makes it safe; null is an empty cell. */
  text(value: string | null): void {
    this.beginCell();
    if (value === null) return;
    const { length } = value;
    this.reserve(length);
    const { bytes } = this;
    const from = this.length;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      const plain = code < 128 ? plainness[code]! : 0;
      if (plain === 0 || (plain === 2 && i === 0)) return this.encoded(csvCell(value));
      bytes[from + i] = code;
    }
    this.length = from + length;
  }

  /** A number as `String` writes it; null, or one that is not finite, is an empty cell. */
  number(value: number | null): void {
    this.beginCell();
    if (value === null || !Number.isFinite(value)) return;
    const cents = Math.round(value * 100);
    if (Math.abs(cents) < mostSteps && cents / 100 === value) this.digits(cents, 2);
    else this.encoded(String(value));
  }

  /** A number rounded to `digits` decimals, as `toFixed` rounds, without zeros at the end. */
  rounded(value: number | null, digits: number): void {
    this.beginCell();
    if (value === null || !Number.isFinite(value)) return;
    const scaled = value * powersOfTen[digits]!;
    const whole = Math.round(scaled);
    if (isClear(scaled, whole)) this.digits(whole, digits);
    else this.encoded(String(Number(value.toFixed(digits))));
  }

  endRow(): void {
    this.reserve(2);
    this.bytes[this.length++] = 13;
    this.bytes[this.length++] = 10;
    this.isRowBegun = false;
  }

  /** All that was written. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private beginCell(): void {
    if (this.isRowBegun) {
      this.reserve(1);
      this.bytes[this.length++] = comma;
    }
    this.isRowBegun = true;
  }

  /** `steps / 10 ** decimals`, `steps` a whole number below `mostSteps`. */
  private digits(steps: number, decimals: number): void {
    this.reserve(longestNumber);
    const { bytes } = this;
    let left = steps;
    let to = this.length;
    if (left < 0) {
      bytes[to++] = 45;
      left = -left;
    }
    left |= 0;
    let behind = decimals;
    for (; behind > 0 && left % 10 === 0; behind--) left = (left / 10) | 0;
    // A point, and a nought before it where nothing else stands there.
    const end = to + Math.max(digitsOf(left), behind > 0 ? behind + 1 : 1) + (behind > 0 ? 1 : 0);
    let at = end;
    if (behind > 0) {
      for (; behind > 0; behind--) {
        const next = (left / 10) | 0;
        bytes[--at] = zero + left - 10 * next;
        left = next;
      }
      bytes[--at] = point;
    }
    while (at > to) {
      const next = (left / 10) | 0;
      bytes[--at] = zero + left - 10 * next;
      left = next;
    }
    this.length = end;
  }

  private encoded(text: string): void {
    this.reserve(3 * text.length);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}

/** Digits of a whole number of at least 0. */
function digitsOf(value: number): number {
  let digits = 1;
  for (let power = 10; value >= power; power *= 10) digits++;
  return digits;
}

const powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** As `toFixed` rounds, but without its text where the figure is clear of a half. `digits` up to 6. */
export function roundedTo(value: number | null, digits: number): number | null {
  if (value === null) return null;
  const scale = powersOfTen[digits]!;
  const scaled = value * scale;
  const whole = Math.round(scaled);
  return isClear(scaled, whole) ? whole / scale : Number(value.toFixed(digits));
}

/** Whether `scaled` is small enough for exact digits, and so far from a half that both ways to round agree. */
function isClear(scaled: number, whole: number): boolean {
  return Math.abs(scaled) < mostSteps && Math.abs(Math.abs(scaled - whole) - 0.5) > 1e-6;
}
