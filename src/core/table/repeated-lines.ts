// Order lines that a file holds twice, as two exports that overlap give them: the same cells, order and all, apart from
// where they stood first. Equal lines next to each other within one order are two lines.
//
// Lines are remembered by 64 bits of hash: of a hundred million lines two differ in these by chance once in 3,000 files.

export class RepeatedLines {
  #slots = new Uint32Array(2 << 12);
  #held = 0;
  #order = '';
  /** Hashes of the lines of the order being read, as pairs. */
  readonly #current: number[] = [];

  /** Whether the line stood in an earlier part of the file. Lines are to be given in the file's order. */
  has(order: string, cells: readonly string[]): boolean {
    if (order !== this.#order) {
      for (let i = 0; i < this.#current.length; i += 2) this.#add(this.#current[i]!, this.#current[i + 1]!);
      this.#current.length = 0;
      this.#order = order;
    }
    let a = 0x811c9dc5;
    let b = 0x9e3779b9;
    for (const cell of cells) {
      for (let i = 0; i < cell.length; i++) {
        const code = cell.charCodeAt(i);
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15);
      }
      a = Math.imul(a ^ 0xffff, 0x01000193);
      b = Math.imul(b ^ 0xffff, 0x85ebca6b) ^ (b >>> 13);
    }
    a = (a ^ (a >>> 16)) >>> 0;
    b = (b ^ (b >>> 16)) >>> 0 || 1; // 0 marks a free slot
    if (this.#slots[2 * this.#slotOf(a, b) + 1] !== 0) return true;
    this.#current.push(a, b);
    return false;
  }

  /** The slot that holds the pair, or the free one where it belongs. */
  #slotOf(a: number, b: number): number {
    const mask = this.#slots.length / 2 - 1;
    let slot = (a ^ (b >>> 7)) & mask;
    while (
      this.#slots[2 * slot + 1] !== 0 &&
      (this.#slots[2 * slot] !== a || this.#slots[2 * slot + 1] !== b)
    )
      slot = (slot + 1) & mask;
    return slot;
  }

  #add(a: number, b: number): void {
    const slot = this.#slotOf(a, b);
    if (this.#slots[2 * slot + 1] !== 0) return;
    this.#slots[2 * slot] = a;
    this.#slots[2 * slot + 1] = b;
    this.#held++;
    if (this.#held * 2 < this.#slots.length / 2) return;
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const free = this.#slotOf(old[i]!, old[i + 1]!);
      this.#slots[2 * free] = old[i]!;
      this.#slots[2 * free + 1] = old[i + 1]!;
    }
  }
}
