// What can compute, what the person wishes, and what came up: in the core, since the badge shows it and the learner
// reports it.

export type BackendName = 'webgpu' | 'wasm' | 'cpu';
/** As they stand on the badge and in sentences. */
export const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};
export type BackendPreference = 'auto' | BackendName;

export interface BackendReport {
  readonly name: BackendName;
  /** The graphics adapter in its own words, where there is one. */
  readonly adapter: string | null;
  /** What computes, in words: `nvidia ampere`, `SIMD, one thread`. */
  readonly detail: string;
  /** A sentence for the badge: what runs, and why not something better. */
  readonly reason: string;
}
