// Every random number of the lab: a seeded, repeatable stream over pure-rand's xoroshiro128+.
//
// A stream's children (`fork`) depend on its seed and their label alone, never on how much was drawn before, so a
// new consumer of random numbers changes no other's. The state is plain data and travels in checkpoints.
//
// Seeds are hashed (MurmurHash3, https://en.wikipedia.org/wiki/MurmurHash) into 128 bits of state, because
// neighbouring seeds would otherwise begin with alike numbers.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream as plain data: who it is, where it stands, and the second number of a pair of normals, if kept. */
export interface RandomState {
  readonly key: readonly number[];
  readonly generator: readonly number[];
  readonly spareNormal: number | null;
}

export class Random {
  private readonly key: readonly number[];
  private readonly generator: ReturnType<typeof xoroshiro128plusFromState>;
  private spareNormal: number | null = null;

  constructor(seed: number | RandomState) {
    if (typeof seed === 'number') {
      this.key = hashed([0, 0, 0, 0], `seed ${seed}`);
      this.generator = xoroshiro128plusFromState(this.key);
    } else {
      this.key = [...seed.key];
      this.generator = xoroshiro128plusFromState(seed.generator);
      this.spareNormal = seed.spareNormal;
    }
  }

  static fromState(state: RandomState): Random {
    return new Random(state);
  }

  state(): RandomState {
    return {
      key: [...this.key],
      generator: [...this.generator.getState()],
      spareNormal: this.spareNormal,
    };
  }

  /** An independent stream with a name of its own; the same seed and label always give the same one. */
  fork(label: string): Random {
    const key = hashed(this.key, label);
    return new Random({ key, generator: key, spareNormal: null });
  }

  /** From 0 (included) to 1 (excluded), 53 random bits. */
  uniform(): number {
    return uniformFloat64(this.generator);
  }

  /** A whole number from 0 to `belowN - 1`, each as likely. */
  integer(belowN: number): number {
    if (!Number.isInteger(belowN) || belowN < 1)
      throw new Error(`Random.integer: expected a whole number of at least 1, got ${belowN}`);
    return uniformInt(this.generator, 0, belowN - 1);
  }

  /** Standard normal, by Marsaglia's polar method, https://en.wikipedia.org/wiki/Marsaglia_polar_method. */
  normal(): number {
    if (this.spareNormal !== null) {
      const spare = this.spareNormal;
      this.spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squared = x * x + y * y;
      if (squared >= 1 || squared === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
      this.spareNormal = y * factor;
      return x * factor;
    }
  }

  fillNormal<T extends Float32Array | Float64Array>(array: T): T {
    for (let i = 0; i < array.length; i++) array[i] = this.normal();
    return array;
  }

  fillUniform<T extends Float32Array | Float64Array>(array: T): T {
    for (let i = 0; i < array.length; i++) array[i] = this.uniform();
    return array;
  }
}

/** Four 32-bit words that depend on every word of `key` and every character of `label`. */
function hashed(key: readonly number[], label: string): number[] {
  const text = `${key.join(' ')} ${label}`;
  const words = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f].map((seed) => murmur3(text, seed));
  return words.some((word) => word !== 0) ? words : [1, 0, 0, 0];
}

/** MurmurHash3 (32 bits) over UTF-16 code units, one a block. */
function murmur3(text: string, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < text.length; i++) {
    let block = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    block = (block << 15) | (block >>> 17);
    hash ^= Math.imul(block, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
