// From the steps of a program to dispatches: one for each.

import type { Step } from '../program/steps.ts';
import type { Dispatch } from './dispatch.ts';
import {
  adamDispatch,
  columnSumsDispatch,
  gradientNormDispatch,
  normMetricDispatch,
  policyLossDispatch,
  targetsDispatch,
  temperatureDispatch,
} from './kernels/batch-kernels.ts';
import { denseDispatch } from './kernels/dense.ts';
import { inputGradientDispatch, weightGradientsDispatch } from './kernels/products.ts';
import {
  actionBackwardDispatch,
  backRowsDispatch,
  normDispatch,
  sampleDispatch,
  tanhActionDispatch,
  valuesDispatch,
} from './kernels/rows-kernels.ts';

/**
 * The dispatches of `steps`, in order.
 *
 * A gradient's norm as a metric has to wait for the partial sums of all workgroups. The step of Adam that follows in
 * every program waits for them anyway and writes it; elsewhere that takes a small dispatch of its own.
 */
export function dispatchesOf(steps: readonly Step[]): Dispatch[] {
  return steps.flatMap((step, i) => {
    const before = steps[i - 1];
    if (step.op === 'adam') return [adamDispatch(step, before?.op === 'gradientNorm' ? before : null)];
    if (step.op === 'gradientNorm' && steps[i + 1]?.op !== 'adam')
      return [gradientNormDispatch(step), normMetricDispatch(step)];
    return [dispatchOf(step)];
  });
}

function dispatchOf(step: Exclude<Step, { op: 'adam' }>): Dispatch {
  switch (step.op) {
    case 'norm':
      return normDispatch(step);
    case 'dense':
      return denseDispatch(step);
    case 'values':
      return valuesDispatch(step);
    case 'sample':
      return sampleDispatch(step);
    case 'tanhAction':
      return tanhActionDispatch(step);
    case 'targets':
      return targetsDispatch(step);
    case 'policyLoss':
      return policyLossDispatch(step);
    case 'backRows':
      return backRowsDispatch(step);
    case 'inputGradient':
      return inputGradientDispatch(step);
    case 'weightGradients':
      return weightGradientsDispatch(step);
    case 'columnSums':
      return columnSumsDispatch(step);
    case 'actionBackward':
      return actionBackwardDispatch(step);
    case 'gradientNorm':
      return gradientNormDispatch(step);
    case 'temperature':
      return temperatureDispatch(step);
    default:
      return step satisfies never;
  }
}
