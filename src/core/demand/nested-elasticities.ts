// What series, products, categories and the file say of each other's elasticities (hierarchical Bayes, all levels at once).
//
//   file ~ N(-1.5, 1)    category | file ~ N(., between^2)    product | category ~ N(., within^2)    series | product ~ N(., series^2)
//
// and each fit normal about its series' elasticity. Given the three spreads all is normal, and the posterior of every node is found
// exactly, going up the tree once and down once. The spreads are not known: each has a log-normal prior, and posteriors are averaged over a grid of
// them by what each point of it makes of the fits (Gelman et al., "Bayesian Data Analysis", 3rd ed., 5.4). Nothing is counted
// twice: what a product borrows from its category is what the others there say.
//
// Where fits may all be off to the same side, by what the others' prices of a day do or by what else happened on the days on which all prices
// moved, they do not make up for each other: fit = elasticity + shared error * b + its own error, one b ~ N(0, 1) for the file. It is found like
// the rest, at every point of the grid, so that a file of shared moves stays near the prior and products with a price of its own are heard.
//
// Departures: in that likelihood a fit that is odd counts as one 2.5 standard deviations from its group, so that one odd product is
// not taken for a category of very different ones. And what the others say of a product gives way where its own fit contradicts it by
// more than two standard deviations (limited translation: Efron and Morris, "Limiting the Risk of Bayes and Empirical Bayes Estimators", 1972).

import type { Estimate } from '../statistics/estimate.ts';
import type { Prior } from './prior.ts';

/** A series in the tree, with the groups it belongs to; a group's key is its own within the file. */
export interface NestedMember {
  /** Its fit; null where that is no evidence. */
  readonly evidence: Estimate | null;
  /** Standard deviation of what its fit is off together with all others, beside the error of `evidence`; absent: none. */
  readonly sharedError?: number;
  /** null: none. */
  readonly category: string | null;
  /** Set where other series of the same product have fits; null: it is a product of its own. */
  readonly product: string | null;
}

/** What is known of a group's elasticity. */
export interface NestedGroup {
  readonly mean: number;
  /** Standard error of `mean`. */
  readonly meanError: number;
  /** How far its members differ. */
  readonly sd: number;
  /** Fits that it rests on. */
  readonly fits: number;
}

export interface NestedElasticities {
  readonly file: NestedGroup;
  readonly categories: ReadonlyMap<string, NestedGroup>;
  readonly products: ReadonlyMap<string, NestedGroup>;
  /** Posterior of each member, in their order. */
  readonly members: readonly Estimate[];
}

/** Log-normal prior of a spread: its median and the standard deviation of its logarithm. */
interface SpreadPrior {
  readonly median: number;
  readonly logSd: number;
}

/** Between categories of a file, between products of a category, between series of a product: within a factor of 2.7 in 19 of 20 files. */
const usualSpread: SpreadPrior = { median: 0.5, logSd: 0.5 };
const usualSeriesSpread: SpreadPrior = { median: 0.35, logSd: 0.5 };
/** Points of the grid, evenly spaced in the logarithm, this many of its standard deviations to each side. */
const gridSteps = 11;
const gridReach = 2.5;
/** Differences beyond this many standard deviations count as this. */
const boundedAt = 2.5;
/** Beyond this many standard deviations between its own fit and what its group says, a member may differ from the group by more. */
const contradictsAt = 2;

/** A node of the tree: the file, a category or a product. */
interface Node {
  readonly parent: Node | null;
  readonly level: 'file' | 'category' | 'product';
  /** Variance of its elasticity about its parent's. */
  edge: number;
  /** Precision and mean of what its members say together, above them. */
  precision: number;
  sum: number;
  mean: number;
  /** Posterior at a point of the grid. */
  postMean: number;
  postVariance: number;
  readonly average: Average;
  fits: number;
}

interface Leaf {
  readonly parent: Node;
  readonly value: number;
  /** Infinity without evidence. */
  readonly variance: number;
  readonly sharedError: number;
  edge: number;
  readonly average: Average;
}

/** Weighted sums over the grid. */
class Average {
  private weight = 0;
  private first = 0;
  private second = 0;
  private spread = 0;

  /** A normal posterior, and the variance of members about it. */
  add(weight: number, mean: number, variance: number, spread = 0): void {
    this.weight += weight;
    this.first += weight * mean;
    this.second += weight * (variance + mean ** 2);
    this.spread += weight * spread;
  }

  get mean(): number {
    return this.first / this.weight;
  }

  get deviation(): number {
    return Math.sqrt(Math.max(0, this.second / this.weight - this.mean ** 2));
  }

  get spreadSd(): number {
    return Math.sqrt(this.spread / this.weight);
  }
}

/** The variances of a point of the grid. */
interface Spreads {
  readonly between: number;
  readonly within: number;
  readonly series: number;
  readonly logPrior: number;
}

/** By how many shared errors all fits are off: its mean and standard deviation. */
interface SharedOffset {
  readonly mean: number;
  readonly deviation: number;
  /** Log of the density of all fits, whatever it is. */
  readonly log: number;
}

/** Posteriors of all; `prior` is what is known of a file's mean before it. */
export function nestedElasticities(members: readonly NestedMember[], prior: Prior): NestedElasticities {
  const tree = new Tree(members, prior);
  const points = gridOf(tree.hasSeries).map((spreads) => ({ spreads, offset: tree.sharedOffset(spreads) }));
  const logOf = ({ spreads, offset }: (typeof points)[number]) => spreads.logPrior + offset.log;
  const most = Math.max(...points.map(logOf));
  for (const point of points) {
    const weight = Math.exp(logOf(point) - most);
    if (!(weight > 1e-6)) continue;
    const { mean, deviation } = point.offset;
    // Posteriors are linear in the offset: its two points a deviation off stand for all of it.
    for (const side of deviation > 0 ? [-1, 1] : [0])
      tree.addPosterior(point.spreads, mean + side * deviation, deviation > 0 ? weight / 2 : weight);
  }
  return tree.result();
}

class Tree {
  private readonly prior: Prior;
  private readonly root: Node;
  private readonly categories = new Map<string, Node>();
  private readonly products = new Map<string, Node>();
  private readonly leaves: readonly Leaf[];
  /** Parents before children. */
  private readonly nodes: readonly Node[];

  constructor(members: readonly NestedMember[], prior: Prior) {
    this.prior = prior;
    this.root = nodeOf(null, 'file');
    this.leaves = members.map(({ evidence, sharedError = 0, category, product }): Leaf => {
      let parent = this.root;
      if (category !== null) parent = this.child(this.categories, category, parent, 'category');
      if (product !== null) parent = this.child(this.products, product, parent, 'product');
      if (evidence) for (let at: Node | null = parent; at !== null; at = at.parent) at.fits++;
      return {
        parent,
        value: evidence?.value ?? 0,
        variance: evidence ? evidence.standardError ** 2 : Infinity,
        sharedError,
        edge: 0,
        average: new Average(),
      };
    });
    this.nodes = [this.root, ...this.categories.values(), ...this.products.values()];
  }

  get hasSeries(): boolean {
    return this.products.size > 0;
  }

  /** What the fits say of their shared offset at this point of the grid, weighed against N(0, 1). */
  sharedOffset(spreads: Spreads): SharedOffset {
    const at = (offset: number) => this.logLikelihood(spreads, offset) - 0.5 * offset ** 2;
    const log = at(0);
    if (!this.leaves.some(({ sharedError }) => sharedError > 0)) return { mean: 0, deviation: 0, log };
    // A parabola, but for fits that count as less odd than they are.
    const [below, above] = [at(-1), at(1)];
    const slope = (above - below) / 2;
    const precision = Math.max(1, 2 * log - above - below);
    return {
      mean: slope / precision,
      deviation: precision ** -0.5,
      log: log + (0.5 * slope ** 2) / precision - 0.5 * Math.log(precision),
    };
  }

  /** Log of the density of all fits, up to a constant; leaves every node with what its members say. */
  private logLikelihood(spreads: Spreads, offset: number): number {
    const { nodes, leaves, root, prior } = this;
    for (const node of nodes) {
      node.edge = edgeOf(node, spreads);
      node.precision = 0;
      node.sum = 0;
    }
    root.precision = prior.standardDeviation ** -2;
    root.sum = prior.mean * root.precision;
    let log = 0;
    for (const leaf of leaves) {
      leaf.edge = membersSpread(leaf.parent, spreads);
      if (leaf.variance === Infinity) continue;
      log += told(leaf.parent, valueOf(leaf, offset), leaf.variance + leaf.edge);
    }
    for (const node of this.upwards()) {
      if (!(node.precision > 0)) continue;
      node.mean = node.sum / node.precision;
      log -= 0.5 * Math.log(node.precision);
      if (node.parent) log += told(node.parent, node.mean, 1 / node.precision + node.edge);
    }
    for (const leaf of leaves) {
      const { parent, variance, edge } = leaf;
      if (variance !== Infinity) {
        const off = Math.min(
          (valueOf(leaf, offset) - parent.mean) ** 2,
          boundedAt ** 2 * (variance + usualSpread.median ** 2),
        );
        log -= (0.5 * off) / (variance + edge);
      }
    }
    for (const { parent, mean, precision, edge } of nodes)
      if (parent && precision > 0) log -= (0.5 * (mean - parent.mean) ** 2) / (1 / precision + edge);
    return log - (0.5 * (prior.mean - root.mean) ** 2) / prior.standardDeviation ** 2;
  }

  /** Adds what is known of every node and member at this point of the grid. */
  addPosterior(spreads: Spreads, offset: number, weight: number): void {
    this.logLikelihood(spreads, offset);
    for (const node of this.nodes) {
      const { parent, precision, mean, edge } = node;
      if (parent === null) {
        node.postMean = mean;
        node.postVariance = 1 / precision;
      } else [node.postMean, node.postVariance] = below(parent, mean, precision, edge);
      node.average.add(weight, node.postMean, node.postVariance, membersSpread(node, spreads));
    }
    for (const leaf of this.leaves) {
      const { parent, variance, average } = leaf;
      const value = valueOf(leaf, offset);
      average.add(weight, ...below(parent, value, 1 / variance, ownEdge(leaf, value)));
    }
  }

  result(): NestedElasticities {
    const group = ({ average, fits }: Node): NestedGroup => ({
      mean: average.mean,
      meanError: average.deviation,
      sd: average.spreadSd,
      fits,
    });
    const groups = (nodes: ReadonlyMap<string, Node>) =>
      new Map([...nodes].map(([key, node]) => [key, group(node)]));
    return {
      file: group(this.root),
      categories: groups(this.categories),
      products: groups(this.products),
      members: this.leaves.map(({ average }) => ({ value: average.mean, standardError: average.deviation })),
    };
  }

  private child(nodes: Map<string, Node>, key: string, parent: Node, level: Node['level']): Node {
    const known = nodes.get(key);
    if (known) return known;
    const node = nodeOf(parent, level);
    nodes.set(key, node);
    return node;
  }

  private *upwards(): Generator<Node> {
    for (let i = this.nodes.length - 1; i >= 0; i--) yield this.nodes[i]!;
  }
}

function nodeOf(parent: Node | null, level: Node['level']): Node {
  return {
    parent,
    level,
    edge: 0,
    precision: 0,
    sum: 0,
    mean: 0,
    postMean: 0,
    postVariance: 0,
    average: new Average(),
    fits: 0,
  };
}

/** What a fit says where all are off by `offset` of their shared errors. */
function valueOf({ value, sharedError }: Leaf, offset: number): number {
  return value - sharedError * offset;
}

/** A node hears of a value with this variance about its own; half the log of its precision comes back. */
function told(node: Node, value: number, variance: number): number {
  node.precision += 1 / variance;
  node.sum += value / variance;
  return -0.5 * Math.log(variance);
}

/** Mean and variance of what lies below a node whose posterior is known: normal given normal. */
function below(parent: Node, mean: number, precision: number, edge: number): [number, number] {
  const together = precision + 1 / edge;
  const borrowed = 1 / edge / together;
  return [
    (1 - borrowed) * mean + borrowed * parent.postMean,
    1 / together + borrowed ** 2 * parent.postVariance,
  ];
}

/** Variance of a member about its group: larger where its fit contradicts the group, so that the two differ by no more than is usual. */
function ownEdge({ parent, variance, edge }: Leaf, value: number): number {
  if (variance === Infinity) return edge;
  const usual = variance + edge + parent.postVariance;
  return edge + Math.max(0, ((value - parent.postMean) / contradictsAt) ** 2 - usual);
}

function edgeOf({ level, parent }: Node, spreads: Spreads): number {
  if (level === 'file') return 0;
  if (level === 'category') return spreads.between;
  return parent!.level === 'file' ? spreads.between + spreads.within : spreads.within;
}

/** Variance of a series about the smallest group that it belongs to. */
function membersSpread({ level }: Node, { between, within, series }: Spreads): number {
  if (level === 'product') return series;
  return level === 'category' ? within : between + within;
}

/** All combinations of spreads; that of series stands still at its median where no product has several. */
function gridOf(hasSeries: boolean): Spreads[] {
  const steps = Array.from({ length: gridSteps }, (_, k) => gridReach * ((2 * k) / (gridSteps - 1) - 1));
  const variance = ({ median, logSd }: SpreadPrior, z: number) => (median * Math.exp(logSd * z)) ** 2;
  return steps.flatMap((b) =>
    steps.flatMap((w) =>
      (hasSeries ? steps : [0]).map((s) => ({
        between: variance(usualSpread, b),
        within: variance(usualSpread, w),
        series: variance(usualSeriesSpread, s),
        logPrior: -0.5 * (b ** 2 + w ** 2 + s ** 2),
      })),
    ),
  );
}
