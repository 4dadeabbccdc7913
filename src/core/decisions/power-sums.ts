// Weighted sums of exponentials at many places, for the price of a polynomial each:
//
//   sum over i of w_i exp(a_i x) = exp(m x) * sum over j of x^j * (sum over i of w_i (a_i - m)^j / j!)
//
// with m in the middle of the a_i. The inner sums are made once; a price is then searched on hundreds of draws for what it
// costs on one.

/** Terms that are kept, and the longest |(a_i - m) x| they are good for: 3^30 / 30! is below 1e-18. */
const terms = 30;
const longest = 3;
/** What the first term that is left out may be. */
const negligible = 1e-18;

/** The longest |(a_i - m) x| for which so many terms do. [terms + 1] */
const lengths = Float64Array.from({ length: terms + 1 }, (_, count) => {
  let logFactorial = 0;
  for (let j = 2; j <= count; j++) logFactorial += Math.log(j);
  return count === 0 ? 0 : Math.exp((logFactorial + Math.log(negligible)) / count);
});

/** Some of the exponents about their middle: what sums with any weights have in common. */
export interface CentredExponents {
  /** Which of the weights are theirs. [exponents] */
  readonly places: Int32Array;
  /** [exponents] */
  readonly beyond: Float64Array;
  readonly middle: number;
  /** The farthest that any exponent is from the middle. */
  readonly reach: number;
}

/**
 * The exponents at `places` as their middle and the distances from it, so that a power series in the distances converges fast.
 */
export function centredExponents(exponents: Float64Array, places: Int32Array): CentredExponents {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const i of places) {
    const exponent = exponents[i]!;
    if (exponent < lowest) lowest = exponent;
    if (exponent > highest) highest = exponent;
  }
  const middle = (lowest + highest) / 2;
  const beyond = new Float64Array(places.length);
  for (let k = 0; k < beyond.length; k++) beyond[k] = exponents[places[k]!]! - middle;
  return { places, beyond, middle, reach: (highest - lowest) / 2 };
}

/** Numbers that the sums of such exponents take. */
export function roomFor({ places }: CentredExponents): number {
  return terms + places.length;
}

export class PowerSums {
  private readonly exponents: CentredExponents;
  /** sum over i of w_i (a_i - m)^j / j!, of the terms that were asked for so far; the next term of each. [terms + exponents] */
  private readonly memory: Float64Array;
  private readonly sums: number;
  private readonly next: number;
  private known = 0;

  /**
   * `factors`: what the weights are multiplied by; null for nothing. As many of each as `places` says. `memory`, `roomFor`
   * these exponents from `offset` on, is its own.
   */
  constructor(
    weights: Float64Array,
    exponents: CentredExponents,
    factors: Float64Array | null,
    memory: Float64Array = new Float64Array(roomFor(exponents)),
    offset = 0,
  ) {
    const { places } = exponents;
    this.exponents = exponents;
    this.memory = memory;
    this.sums = offset;
    this.next = offset + terms;
    for (let k = 0; k < places.length; k++) {
      const i = places[k]!;
      memory[this.next + k] = factors === null ? weights[i]! : weights[i]! * factors[i]!;
    }
  }

  /** The sum at `x`; NaN where it is too far for so many terms. */
  at(x: number): number {
    const { middle, reach } = this.exponents;
    const length = Math.abs(reach * x);
    if (!(length <= longest)) return NaN;
    let count = 1;
    while (count < terms && lengths[count]! < length) count++;
    if (count > this.known) this.extend(count);
    const { memory, sums } = this;
    let sum = 0;
    for (let j = count - 1; j >= 0; j--) sum = sum * x + memory[sums + j]!;
    return Math.exp(middle * x) * sum;
  }

  private extend(count: number): void {
    const { memory, sums, next } = this;
    const { beyond } = this.exponents;
    for (let j = this.known; j < count; j++) {
      let sum = 0;
      for (let k = 0; k < beyond.length; k++) {
        const term = memory[next + k]!;
        sum += term;
        memory[next + k] = term * (beyond[k]! * inverse[j]!);
      }
      memory[sums + j] = sum;
    }
    this.known = count;
  }
}

/** 1 / (j + 1). [terms] */
const inverse = Float64Array.from({ length: terms }, (_, j) => 1 / (j + 1));
