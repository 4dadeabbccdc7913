// The forms in which a model leaves the lab, defined once: the choices of the page, the request to the worker and the
// file's ending are built from this list. The zip holds all of them and is the only one that comes back in.

export const modelFormats = [
  {
    name: 'zip',
    label: 'Everything as one zip',
    extension: 'zip',
    meaning:
      'TensorFlow.js, safetensors and ONNX files with card, prices and checksums. The form that the lab can import.',
  },
  {
    name: 'onnx-prices',
    label: 'ONNX with prices',
    extension: 'onnx',
    meaning:
      'Scaling and price rule are in the graph: raw columns in, prices out, before guardrails. For a data platform that scores by itself.',
  },
  {
    name: 'onnx',
    label: 'ONNX',
    extension: 'onnx',
    meaning:
      'For ONNX Runtime in Python, C#, Java or a server: observation in, greedy action out. The card is in its metadata.',
  },
  {
    name: 'safetensors',
    label: 'safetensors',
    extension: 'safetensors',
    meaning: 'The weights for PyTorch, l1.weight as [out, in]. The card is in its metadata.',
  },
  {
    name: 'card',
    label: 'Card as JSON',
    extension: 'json',
    meaning:
      'Features, scaling, price rule, market, settings and origin: what an observation holds and what an action means.',
  },
] as const;

export type ModelFormat = (typeof modelFormats)[number]['name'];
