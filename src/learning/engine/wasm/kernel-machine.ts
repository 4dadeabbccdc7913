// A memory with an arena, lists of steps encoded in it, and the kernels that play them.
//
// | bytes from | what                                                                       |
// | ---------- | -------------------------------------------------------------------------- |
// | 0          | a page of the compiler's own constants                                     |
// | 65536      | control block of the threads, 64 bytes                                     |
// | + 64       | the update's scalars, 64 bytes                                             |
// | + 128      | the arena; then packed kernels, the tables, each thread's packed operands  |
//
// All of it is planned before the memory is made; nothing grows afterwards.

import type { DenseStep, Step, UpdateScalars } from '../program/steps.ts';

import { encodeSteps, packedBytes } from './encode.ts';
import { instantiate, type Helper, type KernelExports, type KernelFiles } from './kernels.ts';

const pageBytes = 65_536;
const controlAddress = pageBytes;
const scalarsAddress = controlAddress + 64;
const arenaAddress = controlAddress + 128;
const headerWords = 3;
const floatBytes = 4;

export interface MachinePlan {
  /** Floats. */
  readonly arenaSize: number;
  readonly lists: readonly (readonly Step[])[];
  /** Kernels of hidden layers are packed by `packKernels`, not in every run: for weights that stay. One copy each. */
  readonly prepacked?: boolean;
  /** Threads that may play; 2 needs a module for shared memory. */
  readonly threads: 1 | 2;
}

interface Table {
  readonly address: number;
  readonly entries: number;
}

export class KernelMachine {
  /** All zeros at first. */
  readonly arena: Float32Array;
  private readonly module: WebAssembly.Module;
  private readonly memory: WebAssembly.Memory;
  private readonly kernels: KernelExports;
  private readonly tables: readonly Table[];
  private readonly packed = new Map<number, { readonly layer: DenseStep; readonly address: number }>();
  private readonly scalarInts: Int32Array;
  private readonly scalarFloats: Float32Array;
  private helper: Helper | null = null;

  constructor(module: WebAssembly.Module, { arenaSize, lists, prepacked = false, threads }: MachinePlan) {
    this.module = module;
    let end = arenaAddress + aligned(arenaSize * floatBytes);
    const take = (bytes: number) => {
      const address = end;
      end += aligned(bytes);
      return address;
    };
    const packed = (layer: DenseStep): number => {
      if (!prepacked) return 0;
      const known = this.packed.get(layer.kernel.offset);
      if (known) return known.address;
      const address = take(packedBytes(layer.kernel.rows, layer.kernel.cols));
      this.packed.set(layer.kernel.offset, { layer, address });
      return address;
    };
    const encoded = lists.map((steps) =>
      encodeSteps(steps, { arena: arenaAddress, scalars: scalarsAddress, packed }),
    );
    this.tables = encoded.map(({ words, entries }) => ({
      address: take((headerWords + words.length) * floatBytes),
      entries,
    }));
    const scratchBytes = aligned(Math.max(...encoded.map((each) => each.scratchBytes)));
    const scratch = take(scratchBytes * threads);

    const pages = Math.ceil(end / pageBytes);
    this.memory = new WebAssembly.Memory(
      threads > 1 ? { initial: pages, maximum: pages, shared: true } : { initial: pages },
    );
    const { buffer } = this.memory;
    encoded.forEach(({ words }, i) => {
      const table = new Int32Array(buffer, this.tables[i]!.address, headerWords + words.length);
      table.set([controlAddress, scratch, scratchBytes]);
      table.set(words, headerWords);
    });
    this.arena = new Float32Array(buffer, arenaAddress, arenaSize);
    this.scalarInts = new Int32Array(buffer, scalarsAddress, 2);
    this.scalarFloats = new Float32Array(buffer, scalarsAddress + 2 * floatBytes, 6);
    this.kernels = instantiate(module, this.memory);
  }

  get memoryBytes(): number {
    return this.memory.buffer.byteLength;
  }

  setScalars({ update, seed, stepSize, floor }: UpdateScalars): void {
    this.scalarInts[0] = update;
    this.scalarInts[1] = seed;
    for (let i = 0; i < 3; i++) {
      this.scalarFloats[i] = stepSize[i]!;
      this.scalarFloats[3 + i] = floor[i]!;
    }
  }

  /** Plays list number `list` once; with two threads where a helper was started. */
  run(list: number, threads: 1 | 2 = 1): void {
    const { address, entries } = this.tables[list]!;
    this.kernels.run(address, entries, threads);
  }

  /** Packs the kernels of the hidden layers as they now are (`prepacked`). */
  packKernels(): void {
    for (const { layer, address } of this.packed.values()) {
      const { offset, stride, rows, cols } = layer.kernel;
      this.kernels.packColumns(arenaAddress + offset * floatBytes, stride * floatBytes, rows, cols, address);
    }
  }

  /** α = exp(log α), floats of the arena, as the kernels compute it. */
  setAlpha(logAlpha: number, alpha: number): void {
    this.kernels.setAlpha(arenaAddress + logAlpha * floatBytes, arenaAddress + alpha * floatBytes);
  }

  async startHelper(files: KernelFiles): Promise<void> {
    this.helper = await files.startHelper(this.module, this.memory, controlAddress);
  }

  stopHelper(): void {
    this.helper?.stop();
    this.helper = null;
  }
}

/** Whole cache lines. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
