import { expect, test } from 'vitest';

import { gaussHermite } from './gauss-hermite.ts';
import { sevenNodes } from './seven-nodes.ts';

test('sevenNodes: the rule that gaussHermite computes', () => {
  const { nodes, weights } = gaussHermite(7);
  expect(sevenNodes.nodes).toHaveLength(7);
  sevenNodes.nodes.forEach((node, k) => expect(node).toBeCloseTo(nodes[k]!, 12));
  sevenNodes.weights.forEach((weight, k) => expect(weight).toBeCloseTo(weights[k]!, 12));
});
