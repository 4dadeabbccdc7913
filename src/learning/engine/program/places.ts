// Where the numbers of an update program lie: one arena of 32-bit floats, every array at a fixed place in it.
//
// An engine allocates the arena once (a WebAssembly memory, a GPU buffer) and nothing during updates. Rows begin at
// multiples of four floats, so that kernels read and write whole vectors; what lies between a row's last number and
// the next row's first stays 0: weights there are 0, so products leave 0, and so on through every step.

/** `copies` matrices of rows x cols: row r of copy c begins at offset + c * copyStride + r * stride. */
export interface Place {
  readonly name: string;
  /** Floats from the arena's start; a multiple of 4, but for a part of a line. */
  readonly offset: number;
  readonly rows: number;
  readonly cols: number;
  /** Floats from row to row, a multiple of 4. */
  readonly stride: number;
  readonly copies: number;
  /** Floats from copy to copy, a multiple of 4; 0 where all copies are the same numbers. */
  readonly copyStride: number;
}

/** A stretch of the arena: several places one after another, as Adam and the clip see them. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

function padded(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Hands out places one after another. */
export class Planner {
  private end = 0;

  /** Floats handed out so far: the arena's length. */
  get size(): number {
    return this.end;
  }

  place(name: string, rows: number, cols: number, copies = 1): Place {
    const stride = padded(cols);
    const offset = this.end;
    this.end += copies * rows * stride;
    return { name, offset, rows, cols, stride, copies, copyStride: rows * stride };
  }

  /** The stretch that `plan` fills. */
  range<T>(plan: () => T): { readonly range: Range; readonly planned: T } {
    const offset = this.end;
    const planned = plan();
    return { range: { offset, length: this.end - offset }, planned };
  }

  /** Room for `length` floats without a shape. */
  stretch(length: number): Range {
    const offset = this.end;
    this.end += padded(length);
    return { offset, length };
  }
}

/** `count` rows of a place. */
export function rowsOf(place: Place, from: number, count: number): Place {
  return { ...place, offset: place.offset + from * place.stride, rows: count };
}

/** `count` copies of a place. */
export function copiesOf(place: Place, from: number, count: number): Place {
  return { ...place, offset: place.offset + from * place.copyStride, copies: count };
}

/** The same place at another stretch of the arena that is laid out alike, such as a parameter's gradient. */
export function movedBy(place: Place, floats: number): Place {
  return { ...place, offset: place.offset + floats };
}
