// Networks as steps: a trunk of hidden layers, forward and back, for any number of copies at once.

import { copiesOf, movedBy, rowsOf, type Place, type Planner, type Range } from './places.ts';
import type { ParameterPlace } from './program.ts';
import type {
  BackRowsStep,
  ColumnSumJob,
  DenseStep,
  Dropout,
  NormPlaces,
  NormStep,
  Step,
  WeightGradientJob,
} from './steps.ts';

export interface NetworkShape {
  readonly inputs: number;
  readonly hidden: readonly number[];
  /** Outputs of all heads together. */
  readonly outputs: number;
  readonly layerNorm: boolean;
  readonly inputNorm: boolean;
  readonly layerNormEpsilon: number;
  readonly residual: boolean;
}

interface AffinePlaces {
  readonly gamma: Place;
  readonly beta: Place;
}

/** The parameters of one network, or of several copies of it, one copy after another. */
export interface NetworkParameters {
  readonly shape: NetworkShape;
  readonly inputNorm: AffinePlaces | null;
  readonly layers: readonly {
    readonly kernel: Place;
    readonly bias: Place;
    readonly norm: AffinePlaces | null;
  }[];
  /** Transposed: [outputs, last hidden]. */
  readonly headKernel: Place;
  readonly headBias: Place; // [1, outputs]
  readonly copies: number;
  /** All copies together. */
  readonly range: Range;
}

/** Room for `copies` networks of one shape, one after another. */
export function planParameters(
  planner: Planner,
  name: string,
  shape: NetworkShape,
  copies: number,
): NetworkParameters {
  const one = () => {
    const { inputs, hidden, outputs } = shape;
    const affine = (of: string, size: number): AffinePlaces => ({
      gamma: planner.place(`${name}.${of}.gamma`, 1, size),
      beta: planner.place(`${name}.${of}.beta`, 1, size),
    });
    const widths = [inputs, ...hidden];
    return {
      inputNorm: shape.inputNorm ? affine('inputNorm', inputs) : null,
      layers: hidden.map((width, i) => ({
        kernel: planner.place(`${name}.l${i + 1}.kernel`, widths[i]!, width),
        bias: planner.place(`${name}.l${i + 1}.bias`, 1, width),
        norm: shape.layerNorm ? affine(`n${i + 1}`, width) : null,
      })),
      headKernel: planner.place(`${name}.head.kernel`, outputs, widths.at(-1)!),
      headBias: planner.place(`${name}.head.bias`, 1, outputs),
    };
  };
  const { range: first, planned } = planner.range(one);
  if (copies > 1) planner.stretch((copies - 1) * first.length);
  const spread = (place: Place): Place => ({ ...place, copies, copyStride: first.length });
  const spreadAffine = (places: AffinePlaces | null) =>
    places && { gamma: spread(places.gamma), beta: spread(places.beta) };
  return {
    shape,
    inputNorm: spreadAffine(planned.inputNorm),
    layers: planned.layers.map(({ kernel, bias, norm }) => ({
      kernel: spread(kernel),
      bias: spread(bias),
      norm: spreadAffine(norm),
    })),
    headKernel: spread(planned.headKernel),
    headBias: spread(planned.headBias),
    copies,
    range: { offset: first.offset, length: copies * first.length },
  };
}

/** The same places elsewhere, such as the gradients of these parameters. */
export function movedParameters(parameters: NetworkParameters, floats: number): NetworkParameters {
  return mapped(parameters, (place) => movedBy(place, floats), {
    copies: parameters.copies,
    range: { ...parameters.range, offset: parameters.range.offset + floats },
  });
}

/** `count` of the copies that lie side by side, such as one critic of two. */
export function someCopies(parameters: NetworkParameters, from: number, count: number): NetworkParameters {
  const each = parameters.range.length / parameters.copies;
  return mapped(parameters, (place) => copiesOf(place, from, count), {
    copies: count,
    range: { offset: parameters.range.offset + from * each, length: count * each },
  });
}

function mapped(
  { shape, inputNorm, layers, headKernel, headBias }: NetworkParameters,
  change: (place: Place) => Place,
  rest: Pick<NetworkParameters, 'copies' | 'range'>,
): NetworkParameters {
  const affine = (places: AffinePlaces | null) =>
    places && { gamma: change(places.gamma), beta: change(places.beta) };
  return {
    shape,
    inputNorm: affine(inputNorm),
    layers: layers.map(({ kernel, bias, norm }) => ({
      kernel: change(kernel),
      bias: change(bias),
      norm: affine(norm),
    })),
    headKernel: change(headKernel),
    headBias: change(headBias),
    ...rest,
  };
}

/** One head of a network: its name and how many outputs it has. */
export type Head = readonly [name: string, outputs: number];

/** The arrays of one copy by the portable learners' names, `prefix` in front: `critic1.` gives `critic1.l1.kernel`. */
export function namedParameters(
  parameters: NetworkParameters,
  copy: number,
  prefix: string,
  heads: readonly Head[],
  moments: ParameterPlace['moments'],
): ParameterPlace[] {
  const { shape, inputNorm, layers, headKernel, headBias } = someCopies(parameters, copy, 1);
  const named: ParameterPlace[] = [];
  const add = (name: string, place: Place, dims: readonly number[], transposed = false) =>
    named.push({ name: `${prefix}${name}`, shape: dims, place, transposed, moments });
  const addAffine = (name: string, places: AffinePlaces | null) => {
    if (!places) return;
    add(`${name}.gamma`, places.gamma, [places.gamma.cols]);
    add(`${name}.beta`, places.beta, [places.beta.cols]);
  };
  addAffine('inputNorm', inputNorm);
  layers.forEach(({ kernel, bias, norm }, i) => {
    add(`l${i + 1}.kernel`, kernel, [kernel.rows, kernel.cols]);
    add(`l${i + 1}.bias`, bias, [bias.cols]);
    addAffine(`n${i + 1}`, norm);
  });
  let row = 0;
  for (const [name, outputs] of heads) {
    add(`${name}.kernel`, rowsOf(headKernel, row, outputs), [shape.hidden.at(-1)!, outputs], true);
    add(`${name}.bias`, { ...headBias, offset: headBias.offset + row, cols: outputs }, [outputs]);
    row += outputs;
  }
  return named;
}

/** What one pass through the hidden layers leaves in the arena. */
export interface TrunkPass {
  readonly parameters: NetworkParameters;
  readonly rows: number;
  readonly inputNorm: NormStep | null;
  readonly layers: readonly DenseStep[];
  /** [copies][rows, last hidden] */
  readonly features: Place;
  readonly steps: readonly Step[];
}

export interface TrunkOptions {
  readonly dropout?: { readonly rate: number; readonly rows: number; readonly stream: number };
}

/**
 * The hidden layers of `parameters` on `input` [copies / share][rows, inputs], with room for what the way back needs.
 *
 * Layer i (from 0) draws its dropout mask from stream `stream + i`.
 */
export function trunkForward(
  planner: Planner,
  name: string,
  parameters: NetworkParameters,
  input: Place,
  share: number,
  { dropout }: TrunkOptions = {},
): TrunkPass {
  const { shape, copies } = parameters;
  const { rows } = input;
  const plan = (of: string, cols: number, count = copies) =>
    planner.place(`${name}.${of}`, rows, cols, count);
  const normPlaces = (
    of: string,
    { gamma, beta }: AffinePlaces,
    size: number,
    count: number,
  ): NormPlaces => ({
    gamma,
    beta,
    epsilon: shape.layerNormEpsilon,
    normal: plan(`${of}.normal`, size, count),
    inverse: planner.place(`${name}.${of}.inverse`, 1, rows, count),
  });
  const inputNorm: NormStep | null = parameters.inputNorm && {
    op: 'norm',
    copies,
    share,
    input,
    norm: normPlaces('inputNorm', parameters.inputNorm, shape.inputs, Math.ceil(copies / share)),
    output: plan('normed', shape.inputs),
  };
  const layers: DenseStep[] = [];
  let from = inputNorm?.output ?? input;
  let fromShare = inputNorm ? 1 : share;
  parameters.layers.forEach(({ kernel, bias, norm }, i) => {
    const width = shape.hidden[i]!;
    const residual = shape.residual && i > 0 && width === shape.hidden[i - 1];
    const dropped: Dropout | null =
      dropout && dropout.rate > 0 ? { ...dropout, stream: dropout.stream + i } : null;
    const layer: DenseStep = {
      op: 'dense',
      copies,
      share: fromShare,
      input: from,
      kernel,
      bias,
      norm: norm && normPlaces(`n${i + 1}`, norm, width, copies),
      pre: !norm && (residual || dropped) ? plan(`l${i + 1}.pre`, width) : null,
      dropout: dropped,
      residual,
      output: plan(`l${i + 1}.output`, width),
    };
    layers.push(layer);
    from = layer.output;
    fromShare = 1;
  });
  const steps: Step[] = inputNorm ? [inputNorm, ...layers] : layers;
  return { parameters, rows, inputNorm, layers, features: from, steps };
}

/** How the way back through a trunk ends: the gradients of its parameters, of its input, or both. */
export interface TrunkGradients {
  readonly steps: readonly Step[];
  /** dLoss/dInput as asked for; else null. With an input norm: of what that norm gave, all columns. */
  readonly dInput: Place | null;
}

/**
 * The way back through `copies` of a pass, beginning at the gradient of a head, k-major [copies][K, rows].
 *
 * `into`: the parameters' gradients go there (null: the network is frozen). `inputFrom`: dLoss/dInput of the input's
 * columns from there on is wanted (all of them under an input norm); null: not wanted.
 * `rows`: the first so many rows of the pass took part in the loss.
 */
export function trunkBackward(
  planner: Planner,
  name: string,
  pass: TrunkPass,
  { copies, rows }: { readonly copies: number; readonly rows: number },
  headGradient: Place,
  into: NetworkParameters | null,
  inputFrom: number | null,
): TrunkGradients {
  const parameters = someCopies(pass.parameters, 0, copies);
  const { shape } = parameters;
  const part = (place: Place): Place => rowsOf(copiesOf(place, 0, copies), 0, rows);
  const lineOf = (place: Place): Place => ({ ...copiesOf(place, 0, copies), cols: rows });
  const plan = (of: string, cols: number) => planner.place(`${name}.${of}`, rows, cols, copies);
  const steps: Step[] = [];
  const weightJobs: WeightGradientJob[] = [];
  const sumJobs: ColumnSumJob[] = [];
  const sum = (source: Place, times: Place | null, output: Place, timesShare = 1) =>
    sumJobs.push({ kind: 'sum', copies, source, times, timesShare, output });

  let from: BackRowsStep['from'] = { kind: 'head', gradient: headGradient, kernel: parameters.headKernel };
  let dInput: Place | null = null;
  for (let i = pass.layers.length - 1; i >= 0; i--) {
    const layer = pass.layers[i]!;
    const width = shape.hidden[i]!;
    const { norm, residual } = layer;
    const dZ = plan(`l${i + 1}.dZ`, width);
    const dPre = norm ? plan(`l${i + 1}.dPre`, width) : dZ;
    const dOutput = residual
      ? from.kind === 'matrix'
        ? from.gradient
        : plan(`l${i + 1}.dOutput`, width)
      : null;
    steps.push({
      op: 'backRows',
      copies,
      from,
      norm: norm && {
        gamma: copiesOf(norm.gamma, 0, copies),
        beta: copiesOf(norm.beta, 0, copies),
        normal: part(norm.normal),
        inverse: lineOf(norm.inverse),
      },
      on: norm ? null : part(layer.pre ?? layer.output),
      dropout: layer.dropout,
      dOutput: from.kind === 'matrix' ? null : dOutput,
      dZ,
      dPre,
    });
    if (into) {
      const gradients = into.layers[i]!;
      weightJobs.push({
        copies,
        share: layer.share,
        input: partOfInput(layer, copies, rows),
        gradient: dPre,
        output: gradients.kernel,
      });
      sum(dPre, null, gradients.bias);
      if (norm && gradients.norm) {
        sum(dZ, part(norm.normal), gradients.norm.gamma);
        sum(dZ, null, gradients.norm.beta);
      }
    }
    const kernel = parameters.layers[i]!.kernel;
    if (i > 0) {
      const dX = plan(`l${i + 1}.dInput`, shape.hidden[i - 1]!);
      steps.push({ op: 'inputGradient', copies, input: dPre, kernel, add: dOutput, output: dX });
      from = { kind: 'matrix', gradient: dX };
    } else if (inputFrom !== null || (into && pass.inputNorm)) {
      const first = pass.inputNorm ? 0 : (inputFrom ?? 0);
      dInput = plan('dInput', shape.inputs - first);
      const rowsOfKernel = rowsOf(kernel, first, shape.inputs - first);
      steps.push({
        op: 'inputGradient',
        copies,
        input: dPre,
        kernel: rowsOfKernel,
        add: null,
        output: dInput,
      });
    }
  }
  if (into) {
    if (pass.inputNorm && into.inputNorm && dInput) {
      const { norm, share } = pass.inputNorm;
      const normal = rowsOf(copiesOf(norm.normal, 0, Math.ceil(copies / share)), 0, rows);
      sum(dInput, normal, into.inputNorm.gamma, share);
      sum(dInput, null, into.inputNorm.beta);
    }
    sumJobs.push({
      kind: 'weighted',
      copies,
      source: part(pass.features),
      weights: headGradient,
      output: into.headKernel,
    });
    sumJobs.push({ kind: 'totals', copies, weights: headGradient, output: into.headBias });
    steps.push({ op: 'weightGradients', jobs: weightJobs }, { op: 'columnSums', jobs: sumJobs });
  }
  return { steps, dInput: inputFrom === null ? null : dInput };
}

function partOfInput(layer: DenseStep, copies: number, rows: number): Place {
  return rowsOf(copiesOf(layer.input, 0, Math.ceil(copies / layer.share)), 0, rows);
}
