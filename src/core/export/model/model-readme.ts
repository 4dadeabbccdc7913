// The README.txt of an exported model.

import { agents } from '../../agents/agents.ts';
import { modelOf } from '../../market/market-models.ts';
import type { ModelCard } from '../../model/model-card.ts';
import { hasSpread } from '../../policy/actor-layout.ts';
import { logStdFile } from './layers-model.ts';

/** `pricerFile`: the graph that holds scaling and price rule; null where the model has none. */
export function modelReadme(card: ModelCard, pricerFile: string | null): string {
  const { features, windowDays, context = [] } = card.observation;
  const { observationSize } = card.architecture;
  const [product] = card.products;
  const observation =
    windowDays === 1
      ? `the ${features.length} numbers listed in card.json under observation.features`
      : `${windowDays} consecutive days, oldest first, of the ${features.length} features in card.json, scaled by the product's ranges there${context.length > 0 ? `, then the ${context.length} numbers under observation.context` : ''}`;
  return `A pricing policy (${agents[card.agent].title}), trained by ${card.createdBy}.

It reads ${observation}: ${observationSize} numbers. It answers with an action from -1 to 1.
Action to price (per product, card.json priceRule): ${product?.priceRule.formula ?? ''}

Load it in TensorFlow.js from a folder that is served with these files:

  import * as tf from '@tensorflow/tfjs';
  const card = await (await fetch('card.json')).json();
  const model = await tf.loadLayersModel('model.json');
  const observation = new Float32Array(${observationSize}); // fill as card.json says
  const [action] = await model.predict(tf.tensor2d(observation, [1, ${observationSize}])).data();
  const rule = card.products[0].priceRule;
${modelOf(card).card.priceLines}
  console.log(price);

Or run model.onnx (input "observation" [batch, ${observationSize}], output "action" [batch, ${card.architecture.actionSize}]):

  import onnxruntime
  session = onnxruntime.InferenceSession('model.onnx')
  action, = session.run(['action'], {'observation': observation})  # float32

${
  pricerFile === null
    ? ''
    : `Or run ${pricerFile}: its inputs are raw columns (their names, types and sizes are the graph's), its output
"price" [batch, 1] is the price before guardrails.

`
}Or take the weights to PyTorch; names and layout are those of its Linear and LayerNorm:

  from safetensors.torch import load_file
  state = load_file('model.safetensors')  # l1.weight is [out, in]

Check the card with: sha256sum -c card.sha256

card.json   features, ranges, price rule, market, settings, seed, data fingerprint, checksums
prices.json the prices suggested when the model was exported
${hasSpread(card.architecture) ? `${logStdFile} the spread the policy explored with in training; greedy prices do not need it\n` : ''}`;
}
