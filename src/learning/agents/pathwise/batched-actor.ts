// An actor with a tanh head on many observations at once, forwards and backwards, in plain loops.
//
// Every day of an episode keeps what its way back needs. Sums are double, and units that a ReLU has cut are skipped: about
// every second one, which halves the work.

import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';

/** One Linear: its weights as they are now, and the gradient that is being gathered. */
interface Linear {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: Float64Array; // [inputs, outputs]
  readonly bias: Float64Array; // [outputs]
  readonly kernelGradient: Float64Array;
  readonly biasGradient: Float64Array;
}

/** What one day's forward pass leaves for its way back. */
interface ActorTape {
  readonly observations: Float32Array; // [rows, observationSize]
  /** After each hidden layer's ReLU. [layers][rows, width] */
  readonly hidden: readonly Float64Array[];
  readonly actions: Float64Array; // [rows, actionSize]
}

export class BatchedActor {
  private readonly rows: number;
  private readonly layers: readonly Linear[];
  private readonly tapes: readonly ActorTape[];
  /** Gradients of each layer's input, the observation's first. [layers][rows, inputs] */
  private readonly inputGradients: readonly Float64Array[];
  private readonly active: Int32Array;

  constructor({ observationSize, actionSize, hidden }: ActorArchitecture, rows: number, days: number) {
    const widths = [observationSize, ...hidden, actionSize];
    this.rows = rows;
    this.layers = widths.slice(1).map((outputs, i) => {
      const inputs = widths[i]!;
      return {
        inputs,
        outputs,
        kernel: new Float64Array(inputs * outputs),
        bias: new Float64Array(outputs),
        kernelGradient: new Float64Array(inputs * outputs),
        biasGradient: new Float64Array(outputs),
      };
    });
    this.tapes = Array.from({ length: days }, () => ({
      observations: new Float32Array(rows * observationSize),
      hidden: hidden.map((width) => new Float64Array(rows * width)),
      actions: new Float64Array(rows * actionSize),
    }));
    this.inputGradients = this.layers.map(({ inputs }) => new Float64Array(rows * inputs));
    this.active = new Int32Array(Math.max(...widths));
  }

  /** Takes over the weights of the learner: `l1.kernel`, `l1.bias`, ... */
  use(weights: NamedWeights): void {
    this.layers.forEach(({ kernel, bias }, i) => {
      kernel.set(weights[`l${i + 1}.kernel`]!.values);
      bias.set(weights[`l${i + 1}.bias`]!.values);
    });
  }

  /** Where the observations of a day are to be written. [rows * observationSize] */
  observationsOf(day: number): Float32Array {
    return this.tapes[day]!.observations;
  }

  /** Greedy actions for the observations of that day. [rows * actionSize] */
  forward(day: number): Float64Array {
    const { observations, hidden, actions } = this.tapes[day]!;
    const last = this.layers.length - 1;
    let input: Float32Array | Float64Array = observations;
    for (let l = 0; l < last; l++) {
      this.linear(this.layers[l]!, input, hidden[l]!, true);
      input = hidden[l]!;
    }
    this.linear(this.layers[last]!, input, actions, false);
    for (let k = 0; k < actions.length; k++) actions[k] = Math.tanh(actions[k]!);
    return actions;
  }

  /**
   * Adds to the gradients of the weights what that day's actions bring, overwriting `gradients` of the actions; returns the
   * gradient of its observations. [rows * observationSize]
   */
  backward(day: number, gradients: Float64Array): Float64Array {
    const { observations, hidden, actions } = this.tapes[day]!;
    for (let k = 0; k < actions.length; k++) gradients[k]! *= 1 - actions[k]! ** 2;
    let output = gradients;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const input = l === 0 ? observations : hidden[l - 1]!;
      this.linearBack(this.layers[l]!, input, output, this.inputGradients[l]!, l > 0);
      output = this.inputGradients[l]!;
    }
    return output;
  }

  clearGradients(): void {
    for (const { kernelGradient, biasGradient } of this.layers) {
      kernelGradient.fill(0);
      biasGradient.fill(0);
    }
  }

  /** By the names of the weights. */
  gradients(): ReadonlyMap<string, Float64Array> {
    return new Map(
      this.layers.flatMap(({ kernelGradient, biasGradient }, i) => [
        [`l${i + 1}.kernel`, kernelGradient] as const,
        [`l${i + 1}.bias`, biasGradient] as const,
      ]),
    );
  }

  private linear(
    { inputs, outputs, kernel, bias }: Linear,
    input: Float32Array | Float64Array,
    output: Float64Array,
    relu: boolean,
  ): void {
    const { rows, active } = this;
    if (outputs === 1) {
      for (let row = 0; row < rows; row++) {
        let sum = bias[0]!;
        for (let i = 0; i < inputs; i++) sum += input[row * inputs + i]! * kernel[i]!;
        output[row] = relu ? Math.max(0, sum) : sum;
      }
      return;
    }
    for (let row = 0; row < rows; row++) {
      const from = row * inputs;
      const to = row * outputs;
      for (let j = 0; j < outputs; j++) output[to + j] = bias[j]!;
      let count = 0;
      for (let i = 0; i < inputs; i++) if (input[from + i] !== 0) active[count++] = i;
      let n = 0;
      for (; n + 4 <= count; n += 4) {
        const [a, b, c, d] = [active[n]!, active[n + 1]!, active[n + 2]!, active[n + 3]!];
        const [inA, inB, inC, inD] = [input[from + a]!, input[from + b]!, input[from + c]!, input[from + d]!];
        const [rowA, rowB, rowC, rowD] = [a * outputs, b * outputs, c * outputs, d * outputs];
        for (let j = 0; j < outputs; j++)
          output[to + j] =
            output[to + j]! +
            inA * kernel[rowA + j]! +
            inB * kernel[rowB + j]! +
            inC * kernel[rowC + j]! +
            inD * kernel[rowD + j]!;
      }
      for (; n < count; n++) {
        const at = active[n]! * outputs;
        const value = input[from + active[n]!]!;
        for (let j = 0; j < outputs; j++) output[to + j]! += value * kernel[at + j]!;
      }
      if (relu) for (let j = 0; j < outputs; j++) if (output[to + j]! < 0) output[to + j] = 0;
    }
  }

  /** `cut`: the input came through a ReLU, behind which nothing goes back to what is 0. */
  private linearBack(
    { inputs, outputs, kernel, kernelGradient, biasGradient }: Linear,
    input: Float32Array | Float64Array,
    outputGradient: Float64Array,
    inputGradient: Float64Array,
    cut: boolean,
  ): void {
    const { rows, active } = this;
    if (outputs === 1) {
      for (let row = 0; row < rows; row++) {
        const value = outputGradient[row]!;
        biasGradient[0]! += value;
        for (let i = 0, at = row * inputs; i < inputs; i++, at++) {
          const seen = input[at]!;
          inputGradient[at] = cut && seen === 0 ? 0 : value * kernel[i]!;
          kernelGradient[i] = kernelGradient[i]! + value * seen;
        }
      }
      return;
    }
    for (let row = 0; row < rows; row++) {
      const from = row * inputs;
      const to = row * outputs;
      let any = false;
      for (let j = 0; j < outputs; j++) {
        const value = outputGradient[to + j]!;
        any ||= value !== 0;
        biasGradient[j]! += value;
      }
      for (let i = 0; i < inputs; i++) inputGradient[from + i] = 0;
      if (!any) continue;
      let count = 0;
      for (let i = 0; i < inputs; i++) if (!cut || input[from + i] !== 0) active[count++] = i;
      let n = 0;
      for (; n + 4 <= count; n += 4) {
        const [a, b, c, d] = [active[n]!, active[n + 1]!, active[n + 2]!, active[n + 3]!];
        const [inA, inB, inC, inD] = [input[from + a]!, input[from + b]!, input[from + c]!, input[from + d]!];
        const [rowA, rowB, rowC, rowD] = [a * outputs, b * outputs, c * outputs, d * outputs];
        let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
        for (let j = 0; j < outputs; j++) {
          const value = outputGradient[to + j]!;
          if (value === 0) continue;
          sumA += value * kernel[rowA + j]!;
          sumB += value * kernel[rowB + j]!;
          sumC += value * kernel[rowC + j]!;
          sumD += value * kernel[rowD + j]!;
          kernelGradient[rowA + j] = kernelGradient[rowA + j]! + value * inA;
          kernelGradient[rowB + j] = kernelGradient[rowB + j]! + value * inB;
          kernelGradient[rowC + j] = kernelGradient[rowC + j]! + value * inC;
          kernelGradient[rowD + j] = kernelGradient[rowD + j]! + value * inD;
        }
        inputGradient[from + a] = sumA;
        inputGradient[from + b] = sumB;
        inputGradient[from + c] = sumC;
        inputGradient[from + d] = sumD;
      }
      for (; n < count; n++) {
        const a = active[n]!;
        const at = a * outputs;
        const value = input[from + a]!;
        let sum = 0;
        for (let j = 0; j < outputs; j++) {
          sum += outputGradient[to + j]! * kernel[at + j]!;
          kernelGradient[at + j]! += outputGradient[to + j]! * value;
        }
        inputGradient[from + a] = sum;
      }
    }
  }
}
