// The compiled kernels as the engine sees them: which variants there are, who fetches them, what they export.

/** Without and with fused multiply-adds (relaxed SIMD), each for one thread and for several over shared memory. */
export const kernelVariants = ['simd', 'simd-threads', 'relaxed', 'relaxed-threads'] as const;
export type KernelVariant = (typeof kernelVariants)[number];

/** A second thread over the same memory, waiting in `serve`. */
export interface Helper {
  /** Ends the thread, whatever it is doing. */
  stop(): void;
}

/** What differs between a browser and Node. */
export interface KernelFiles {
  /** Whether threads may share memory here. */
  readonly sharesMemory: boolean;
  load(variant: KernelVariant): Promise<WebAssembly.Module>;
  /** Starts thread 1 over `memory`; resolves when it waits for work. */
  startHelper(module: WebAssembly.Module, memory: WebAssembly.Memory, control: number): Promise<Helper>;
}

/** What assembly/index.ts exports; addresses in bytes. */
export interface KernelExports {
  run(table: number, count: number, threads: number): void;
  serve(control: number, thread: number): void;
  packColumns(from: number, stride: number, k: number, cols: number, to: number): void;
  setAlpha(logAlpha: number, alpha: number): void;
}

/** The fastest variant that this machine can run. */
export function bestVariant(threads: boolean): KernelVariant {
  const kind = hasRelaxedSimd() ? 'relaxed' : 'simd';
  return threads ? `${kind}-threads` : kind;
}

/** The exports of a compiled variant over `memory`. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
}

/** A module of one function with a relaxed_madd of three zeros: (func (result v128) v128.const 0 x 3, relaxed_madd). */
export function hasRelaxedSimd(): boolean {
  const zeros = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0x00, ...zeros, ...zeros, ...zeros, 0xfd, 0x85, 0x02, 0x0b];
  return WebAssembly.validate(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number, version
      ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () -> v128
      ...[0x03, 0x02, 0x01, 0x00], // function 0 has type 0
      ...[0x0a, body.length + 2, 0x01, body.length, ...body], // code
    ]),
  );
}
