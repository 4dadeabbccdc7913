// The whole way to a price as one ONNX model: raw columns in, price out. Scaling, network and price rule lie in the graph, so
// that whoever scores it needs neither the card nor this lab.
//
// A history market reads a week of raw features and which product they are of; a demand market reads today's price, stock,
// day and the rival's price. Guardrails are no part of it: they belong to whoever charges the price.

import { demandIndex, priceBounds } from '../../market/demand/demand-model.ts';
import type { DemandMarketParameters } from '../../market/demand/demand-parameters.ts';
import { modelOf } from '../../market/market-models.ts';
import type { ModelCard } from '../../model/model-card.ts';
import type { NamedWeights } from '../../policy/policy.ts';
import { onnxInput, onnxOutput, policyNodes, policyTensors } from './onnx.ts';
import { onnxBytes, type OnnxNode, type OnnxValue } from './onnx-graph.ts';
import type { TorchTensor } from './torch-tensors.ts';

export const pricerPrice = 'price';
/** Of a history market: raw features of the last seven days, oldest first, as `lab features` prints them; and the product's place in the card. */
export const historyInputs = { days: 'days', product: 'product' } as const;
/** Of a demand market. `rival_price` is read only where its market has a rival, `inventory` only where it has a stock. */
export const demandInputs = {
  price: 'current_price',
  inventory: 'inventory',
  day: 'day',
  rival: 'rival_price',
} as const;

const plainDays = 365;

/** A model that cannot be put into such a graph; the message says why and what to take instead. */
class NoPricer extends Error {}

/** A graph that grows from its inputs on. */
class GraphParts {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: TorchTensor[] = [];
  private names = 0;

  /** A constant: one number, or a table of `rows` rows. */
  constant(values: readonly number[], rows?: number): string {
    const name = `constant${this.tensors.length}`;
    const shape = rows === undefined ? [values.length] : [rows, values.length / rows];
    this.tensors.push({ name, shape, values: Float32Array.from(values) });
    return name;
  }

  add(
    operator: OnnxNode['operator'],
    inputs: readonly string[],
    more: Omit<OnnxNode, 'operator' | 'inputs' | 'output'> & { readonly output?: string } = {},
  ): string {
    const { output = `value${this.names++}`, ...attributes } = more;
    this.nodes.push({ operator, inputs, output, ...attributes });
    return output;
  }

  clipped(value: string, lowest: number, highest: number, output?: string): string {
    const bounds = [this.scalar(lowest), this.scalar(highest)];
    return this.add('Clip', [value, ...bounds], output === undefined ? {} : { output });
  }

  /** As `Clip` wants its bounds: without a dimension. */
  private scalar(value: number): string {
    const name = `constant${this.tensors.length}`;
    this.tensors.push({ name, shape: [], values: Float32Array.of(value) });
    return name;
  }
}

/**
 * The bytes of a ModelProto; its outputs are `action` and `price`, [batch, 1] each.
 *
 * @throws NoPricer in a sentence for a model whose observation holds what no column of one row says.
 */
export function onnxPricer(card: ModelCard, weights: NamedWeights): Uint8Array {
  const { architecture } = card;
  const graph = new GraphParts();
  const world = modelOf(card).card.world(card);
  const inputs = world ? demandObservation(graph, card, world) : historyObservation(graph, card);
  const policy = policyNodes(architecture);
  graph.nodes.push(...policy);
  const action = graph.clipped(onnxOutput, -1, 1);
  if (world) demandPrice(graph, world, action);
  else historyPrice(graph, card, action);
  const outputs = [onnxOutput, pricerPrice].map((name) => ({ name, type: 'float32' as const, size: 1 }));
  return onnxBytes(
    {
      name: 'pricing_policy_with_prices',
      nodes: graph.nodes,
      tensors: [...policyTensors(architecture, weights, policy), ...graph.tensors],
      inputs,
      outputs,
    },
    { producer: card.createdBy, metadata: { card: JSON.stringify(card) } },
  );
}

/** The same where there is one; null where the model has none. */
export function onnxPricerIfAny(card: ModelCard, weights: NamedWeights): Uint8Array | null {
  try {
    return onnxPricer(card, weights);
  } catch (error) {
    if (error instanceof NoPricer) return null;
    throw error;
  }
}

interface Ranged {
  readonly ranges: readonly { readonly feature: string; readonly min: number; readonly max: number }[];
  readonly priceRule: { readonly lo: number; readonly hi: number };
}

function rangedProducts(card: ModelCard): readonly Ranged[] {
  const products = card.products as readonly unknown[] as readonly Partial<Ranged>[];
  if (products.some(({ ranges, priceRule }) => !ranges || priceRule?.lo === undefined))
    throw new NoPricer(
      'This market has no ranges and no price rule that a graph could hold; use the plain ONNX file.',
    );
  return products as readonly Ranged[];
}

/** `(value - min) / (max - min)`, clipped to 0..1, with the ranges of the product that is named. */
function historyObservation(graph: GraphParts, card: ModelCard): readonly OnnxValue[] {
  const { features, windowDays, context = [] } = card.observation;
  if (context.length > 0 || card.architecture.observationSize !== windowDays * features.length)
    throw new NoPricer(
      'This policy also reads figures that distinguish its products, which no raw column holds: use the plain ONNX file.',
    );
  const products = rangedProducts(card);
  const lowest: number[] = [];
  const scale: number[] = [];
  for (const { ranges } of products) {
    const byName = new Map(ranges.map((range) => [range.feature, range]));
    const row = features.map((feature) => byName.get(feature) ?? { min: 0, max: 1 });
    for (let day = 0; day < windowDays; day++)
      for (const { min, max } of row) {
        lowest.push(min);
        scale.push(max - min < 1e-12 ? 0 : 1 / (max - min));
      }
  }
  const gathered = (values: readonly number[]) =>
    graph.add('Gather', [graph.constant(values, products.length), historyInputs.product], {
      integers: { axis: 0 },
    });
  const above = graph.add('Sub', [historyInputs.days, gathered(lowest)]);
  graph.clipped(graph.add('Mul', [above, gathered(scale)]), 0, 1, onnxInput);
  return [
    { name: historyInputs.days, type: 'float32', size: windowDays * features.length },
    { name: historyInputs.product, type: 'int64', size: null },
  ];
}

/** `lo + (a + 1) / 2 (hi - lo)`, to the cent. */
function historyPrice(graph: GraphParts, card: ModelCard, action: string): void {
  const products = rangedProducts(card);
  const column = (of: (product: Ranged) => number) =>
    graph.add('Gather', [graph.constant(products.map(of), products.length), historyInputs.product], {
      integers: { axis: 0 },
    });
  const share = graph.add('Mul', [graph.add('Add', [action, graph.constant([1])]), graph.constant([0.5])]);
  const span = column(({ priceRule: { lo, hi } }) => 100 * (hi - lo));
  const lowest = column(({ priceRule: { lo } }) => 100 * lo);
  const cents = graph.add('Add', [graph.add('Mul', [share, span]), lowest]);
  const whole = graph.add('Floor', [graph.add('Add', [cents, graph.constant([0.5])])]);
  graph.add('Div', [whole, graph.constant([100])], { output: pricerPrice });
}

/** The five numbers of `writeDemandObservation`. */
function demandObservation(
  graph: GraphParts,
  card: ModelCard,
  world: DemandMarketParameters,
): readonly OnnxValue[] {
  if (card.architecture.observationSize !== 5 || card.products.length !== 1)
    throw new NoPricer(
      'This policy serves several products and reads figures that distinguish them: use the plain ONNX file.',
    );
  const { referencePrice, initialInventory, days, rival, observation } = world;
  const number = (value: number) => graph.constant([value]);
  const price = demandInputs.price;
  const ratio = graph.add('Div', [price, number(referencePrice)]);
  const none = graph.add('Mul', [price, number(0)]);
  const one = graph.add('Add', [none, number(1)]);
  const stock =
    initialInventory === null ? one : graph.add('Div', [demandInputs.inventory, number(initialInventory)]);
  const affine = (value: string, by: number, plus: number) =>
    graph.add('Add', [graph.add('Mul', [value, number(by)]), number(plus)]);
  const parts =
    observation === 'plain'
      ? [ratio, stock, graph.add('Div', [demandInputs.day, number(plainDays)]), one, one]
      : [
          graph.add('Log', [ratio]),
          affine(stock, 2, -1),
          affine(demandInputs.day, 2 / days, -1),
          rival === 'none' ? none : affine(graph.add('Div', [demandInputs.rival, price]), 1, -1),
          seasonOf(graph, world),
        ];
  graph.add('Concat', parts, { output: onnxInput, integers: { axis: 1 } });
  return Object.values(demandInputs).map((name) => ({ name, type: 'float32', size: 1 }));
}

/** Weekday and month of the day as a table: `demandIndex - 1`. */
function seasonOf(graph: GraphParts, world: DemandMarketParameters): string {
  const table = Array.from({ length: world.days + 1 }, (_, day) => demandIndex(world, day) - 1);
  const day = graph.add('Cast', [graph.clipped(demandInputs.day, 0, world.days)], { integers: { to: 7 } });
  return graph.add('Gather', [graph.constant(table), day], { integers: { axis: 0 } });
}

/** `price (1 + maxDailyChange a)` within the market's bounds. */
function demandPrice(graph: GraphParts, world: DemandMarketParameters, action: string): void {
  const { lowest, highest } = priceBounds(world);
  const change = graph.add('Mul', [action, graph.constant([world.maxDailyChange])]);
  const factor = graph.add('Add', [change, graph.constant([1])]);
  graph.clipped(graph.add('Mul', [demandInputs.price, factor]), lowest, highest, pricerPrice);
}
