// The seven-point Gauss-Hermite rule of a standard normal, written out: what is offline and small needs no library of matrices for it.
//
// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", table 25.10, nodes times sqrt(2), weights over sqrt(pi);
// to all digits as gauss-hermite.ts computes them, which a test holds.

import type { Quadrature } from './quadrature.ts';

const outer = [3.7504397177257425, 2.366759410734541, 1.154405394739968];
const shares = [0.0005482688559722169, 0.030757123967586508, 0.24012317860501253];
const middle = 0.45714285714285713;

/** The same as `gaussHermite(7)`. [7] each */
export const sevenNodes: Quadrature = {
  nodes: [...outer.map((node) => -node), 0, ...outer.toReversed()],
  weights: [...shares, middle, ...shares.toReversed()],
};
