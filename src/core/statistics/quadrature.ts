// A rule of quadrature over a standard normal.

/** Nodes and weights with which a mean over a standard normal variable becomes a short sum: `E[f(Z)] ~ sum w_k f(z_k)`. */
export interface Quadrature {
  readonly nodes: readonly number[];
  /** They sum to 1. */
  readonly weights: readonly number[];
}
