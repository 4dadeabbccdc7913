// A column that is the same in every row, such as the zeros of one a file has not: all products share its memory.

type Column = Float64Array | Uint16Array | Uint8Array;

export class ConstantColumn<T extends Column> {
  readonly #value: number;
  #longest: T;
  #last: T;

  /** `empty` says which kind of column, for example `new Float64Array()`. */
  constructor(value: number, empty: T) {
    this.#value = value;
    this.#longest = empty;
    this.#last = empty;
  }

  /** The column with `n` rows; not to be written into. */
  of(n: number): T {
    if (this.#longest.length < n) {
      const Kind = this.#longest.constructor as new (length: number) => T;
      this.#longest = new Kind(n).fill(this.#value) as T;
    }
    if (this.#last.length !== n) this.#last = this.#longest.subarray(0, n) as T;
    return this.#last;
  }
}
