// Weighted sums of exponentials at many places, for the price of a polynomial each:
//
//   sum over i of w_i exp(a_i x) = exp(m x) * sum over j of x^j * (sum over i of w_i (a_i - m)^j / j!)
//
// with m in the middle of the a_i. The inner sums are made once; a price is then searched on hundreds of draws for what it
// costs on one.

/** Terms that are kept, and the longest |(a_i - m) x| they are good for: 3^30 / 30! is below 1e-18. */
const terms = 30;
const longest = 3;

export class PowerSums {
  private readonly middle: number;
  /** The farthest that any exponent is from the middle. */
  private readonly reach: number;
  /** sum over i of w_i (a_i - m)^j / j!. [terms] */
  private readonly sums = new Float64Array(terms);

  /** `factors`: what the weights are multiplied by; null for nothing. Of the first `count` draws. [draws] each */
  constructor(
    weights: Float64Array,
    exponents: Float64Array,
    factors: Float64Array | null,
    count: number = exponents.length,
  ) {
    let lowest = Infinity;
    let highest = -Infinity;
    for (let i = 0; i < count; i++) {
      const exponent = exponents[i]!;
      if (exponent < lowest) lowest = exponent;
      if (exponent > highest) highest = exponent;
    }
    this.middle = (lowest + highest) / 2;
    this.reach = (highest - lowest) / 2;
    const { middle, sums } = this;
    for (let i = 0; i < count; i++) {
      const beyond = exponents[i]! - middle;
      let term = factors === null ? weights[i]! : weights[i]! * factors[i]!;
      for (let j = 0; j < terms; j++) {
        sums[j]! += term;
        term *= beyond * inverse[j]!;
      }
    }
  }

  /** The sum at `x`; NaN where it is too far for so many terms. */
  at(x: number): number {
    if (!(Math.abs(this.reach * x) <= longest)) return NaN;
    let sum = 0;
    for (let j = terms - 1; j >= 0; j--) sum = sum * x + this.sums[j]!;
    return Math.exp(this.middle * x) * sum;
  }
}

/** 1 / (j + 1). [terms] */
const inverse = Float64Array.from({ length: terms }, (_, j) => 1 / (j + 1));
