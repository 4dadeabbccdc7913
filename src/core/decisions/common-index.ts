// What a whole category earns as its prices move, as one series: for lists by the dozen.
//
// Where the share of product i in j's index is `weight_i * scale_j`, as it is where shares are sales over those of the others,
// every product answers to one move of the category, t = sum over i of weight_i * log(price_i / today's), less its own part in it. With
// kappa_j = scale_j * the answer of j to its index, j earns
//
//   h_j * exp(kappa_j * (t - t0))        h_j = what it earns at its own price * exp(kappa_j * (t0 - weight_j * log(price_j / today's)))
//
// so that the sum over all of them is a power series in t - t0. A price that changes touches one h_j, not all that the others earn.

/** A product and how others' prices move it, as `CategoryProduct` has them. */
interface IndexedProduct {
  readonly id: string;
  readonly cross: Float64Array | null;
  readonly shares: Readonly<Record<string, number>>;
}

/** Shares this far from a product of two numbers have none. */
const sameShare = 1e-9;
/** The series is begun anew where the move that it is about is farther, times the largest answer: 0.3^6 / 720 is then left out. */
const farthest = 0.05;
const powers = 5;

/** The two numbers of which every share is the product. [products] each */
interface ShareFactors {
  readonly weight: Float64Array;
  readonly scale: Float64Array;
}

/** null where shares are no such products. */
function shareFactors(products: readonly IndexedProduct[]): ShareFactors | null {
  const count = products.length;
  const share = (j: number, i: number) => products[j]!.shares[products[i]!.id] ?? 0;
  const answering = [...products.keys()].filter((j) => products[j]!.cross !== null);
  const [first, second] = answering;
  if (first === undefined) return null;
  const weight = new Float64Array(count);
  for (let i = 0; i < count; i++) if (i !== first) weight[i] = share(first, i);
  const scale = new Float64Array(count).fill(1);
  const largestBut = (...others: readonly (number | undefined)[]) => {
    let largest = -1;
    for (let i = 0; i < count; i++)
      if (!others.includes(i) && weight[i]! > 0 && (largest < 0 || weight[i]! > weight[largest]!))
        largest = i;
    return largest;
  };
  const scaleBy = (j: number, i: number) => (i < 0 ? 1 : share(j, i) / weight[i]!);
  if (second !== undefined) {
    const between = scaleBy(second, largestBut(first, second));
    if (!(between > 0)) return null;
    weight[first] = share(second, first) / between;
  }
  for (const j of answering) {
    if (j !== first) scale[j] = scaleBy(j, largestBut(j));
    for (let i = 0; i < count; i++)
      if (i !== j && !(Math.abs(share(j, i) - weight[i]! * scale[j]!) <= sameShare)) return null;
  }
  return { weight, scale };
}

/** The series of a category about the prices as they are, kept up as they change. */
export class CommonIndex {
  /** What a move of the category by 1 does to log units. [products][draws], null where a product does not answer */
  private readonly answers: readonly (Float64Array | null)[];
  private readonly largestAnswer: number;
  private readonly weight: Float64Array;
  /** log(price / today's). [products] */
  private readonly logs: Float64Array;
  /** What each earns at its own price and today's of the others. [products][draws] */
  private readonly own: Float64Array[];
  /** The move of the category, and the one that the series is about; NaN before it is made. */
  private move = 0;
  private about = NaN;
  /** h_j. [products][draws] */
  private readonly held: Float64Array[];
  /** sum over j of h_j * kappa_j^k / k!, k = 1 .. powers. [powers][draws] */
  private readonly sums: readonly Float64Array[];

  /** null where the shares do not allow it; `own` is what each product earns at today's prices. [products][draws] */
  static of(products: readonly IndexedProduct[], own: readonly Float64Array[]): CommonIndex | null {
    const factors = shareFactors(products);
    return factors && new CommonIndex(products, factors, own);
  }

  private constructor(
    products: readonly IndexedProduct[],
    { weight, scale }: ShareFactors,
    own: readonly Float64Array[],
  ) {
    const draws = own[0]!.length;
    this.weight = weight;
    this.answers = products.map(({ cross }, j) => cross && times(cross, scale[j]!));
    let largest = 0;
    for (const answer of this.answers)
      if (answer) for (let d = 0; d < draws; d++) largest = Math.max(largest, Math.abs(answer[d]!));
    this.largestAnswer = largest;
    this.logs = new Float64Array(products.length);
    this.own = [...own];
    this.held = own.map(() => new Float64Array(draws));
    this.sums = Array.from({ length: powers }, () => new Float64Array(draws));
  }

  /** `log` of its price over today's, at which it earns `own`. [draws] */
  setPrice(i: number, log: number, own: Float64Array): void {
    this.move += this.weight[i]! * (log - this.logs[i]!);
    this.logs[i] = log;
    this.own[i] = own;
    if (Number.isNaN(this.about) || this.answers[i] === null) return;
    this.add(i, -1);
    this.hold(i);
    this.add(i, 1);
  }

  /**
   * What the others of `i` earn, as the powers of the category's move: that move less the one the series is about is
   * `start + scale * log(price of i / today's)`. [powers][draws]
   */
  othersOf(i: number): {
    readonly moments: readonly Float64Array[];
    readonly start: number;
    readonly scale: number;
  } {
    if (!(Math.abs(this.move - this.about) * this.largestAnswer <= farthest)) this.beginAnew();
    const moments = this.sums.map((sum) => sum.slice());
    const answer = this.answers[i]!;
    if (answer) addPowers(moments, this.held[i]!, answer, -1);
    const scale = this.weight[i]!;
    return { moments, start: this.move - scale * this.logs[i]! - this.about, scale };
  }

  private beginAnew(): void {
    this.about = this.move;
    for (const sum of this.sums) sum.fill(0);
    for (const [i, answer] of this.answers.entries()) {
      if (answer === null) continue;
      this.hold(i);
      this.add(i, 1);
    }
  }

  private hold(i: number): void {
    const own = this.own[i]!;
    const answer = this.answers[i]!;
    const held = this.held[i]!;
    const by = this.about - this.weight[i]! * this.logs[i]!;
    for (let d = 0; d < held.length; d++) held[d] = own[d]! * Math.exp(answer[d]! * by);
  }

  private add(i: number, sign: 1 | -1): void {
    addPowers(this.sums, this.held[i]!, this.answers[i]!, sign);
  }
}

function addPowers(
  sums: readonly Float64Array[],
  held: Float64Array,
  answer: Float64Array,
  sign: 1 | -1,
): void {
  const [first, second, third, fourth, fifth] = sums as readonly [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let d = 0; d < held.length; d++) {
    const by = answer[d]!;
    const one = sign * held[d]! * by;
    const two = one * by * (1 / 2);
    const three = two * by * (1 / 3);
    const four = three * by * (1 / 4);
    first[d]! += one;
    second[d]! += two;
    third[d]! += three;
    fourth[d]! += four;
    fifth[d]! += four * by * (1 / 5);
  }
}

function times(values: Float64Array, by: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let d = 0; d < out.length; d++) out[d] = values[d]! * by;
  return out;
}
