// A policy as a TensorFlow.js LayersModel, written directly: `tf.loadLayersModel` reads it anywhere, and this file
// needs no TensorFlow.js.
//
// The model maps observations to greedy actions in [-1, 1]. SAC's second head (the log standard deviation) has no
// place in it; its weights lie in a file of their own, so that nothing of the actor is lost.
// Format: https://www.tensorflow.org/js/guide/save_load, the topology is Keras's.

import { actorLayout, greedyLayer, sizeOf, trunkNorms } from '../../policy/actor-layout.ts';
import type { ActorArchitecture, NamedWeights } from '../../policy/policy.ts';

export const modelFile = 'model.json';
export const weightsFile = 'weights.bin';
/** SAC's logStd kernel, then its bias. */
export const logStdFile = 'log-std.bin';

/** Where one array lies: file and offset in bytes. */
export interface PlacedWeight {
  readonly name: string;
  readonly shape: number[];
  readonly file: string;
  readonly offset: number;
}

/** Every array of the actor with its place; those of one file follow one another without gaps. */
export function placedWeights(architecture: ActorArchitecture): PlacedWeight[] {
  const ends = new Map<string, number>();
  return actorLayout(architecture).map(({ name, shape }) => {
    const file = name.startsWith('logStd.') ? logStdFile : weightsFile;
    const offset = ends.get(file) ?? 0;
    ends.set(file, offset + 4 * sizeOf(shape));
    return { name, shape: [...shape], file, offset };
  });
}

/** The bytes of each weight file: float32, little endian, in the order of `placedWeights`. */
export function weightBytes(
  architecture: ActorArchitecture,
  weights: NamedWeights,
): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  const places = placedWeights(architecture);
  for (const file of new Set(places.map((place) => place.file))) {
    const arrays = places.filter((place) => place.file === file);
    const bytes = new Uint8Array(4 * arrays.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
    const view = new DataView(bytes.buffer);
    for (const { name, offset } of arrays)
      weights[name]!.values.forEach((value, i) => view.setFloat32(offset + 4 * i, value, true));
    files[file] = bytes;
  }
  return files;
}

/**
 * The weights out of their files.
 *
 * @throws Error naming a file that is missing or has another length than its arrays need.
 */
export function weightsFrom(
  architecture: ActorArchitecture,
  files: Readonly<Record<string, Uint8Array>>,
): NamedWeights {
  const places = placedWeights(architecture);
  for (const file of new Set(places.map((place) => place.file))) {
    const needed =
      4 * places.reduce((sum, { file: of, shape }) => sum + (of === file ? sizeOf(shape) : 0), 0);
    const length = files[file]?.length;
    if (length === undefined) throw new Error(`it holds no ${file}`);
    if (length !== needed)
      throw new Error(`${file} has ${length} bytes, but the network of its card needs ${needed}`);
  }
  return Object.fromEntries(
    places.map(({ name, shape, file, offset }) => {
      const bytes = files[file]!;
      const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
      const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => view.getFloat32(4 * i, true));
      return [name, { shape, values }];
    }),
  );
}

/** The content of model.json; its weights are those of `weightsFile`, in the order of `placedWeights`. */
export function layersModelJson(architecture: ActorArchitecture, createdBy: string): unknown {
  return {
    format: 'layers-model',
    generatedBy: createdBy,
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'pricing_policy', layers: layers(architecture) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: placedWeights(architecture)
          .filter(({ file }) => file === weightsFile)
          .map(({ name, shape }) => ({ name: name.replace('.', '/'), shape, dtype: 'float32' })),
      },
    ],
  };
}

interface LayerJson {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

function layers(architecture: ActorArchitecture): LayerJson[] {
  const { observationSize, actionSize, hidden, layerNormEpsilon } = architecture;
  const { layerNorm, inputNorm } = trunkNorms(architecture);
  const norm = (name: string): LayerJson => ({
    class_name: 'LayerNormalization',
    config: { name, axis: -1, epsilon: layerNormEpsilon, center: true, scale: true, trainable: true },
  });
  const dense = (name: string, units: number, activation: string): LayerJson => ({
    class_name: 'Dense',
    config: { name, units, activation, use_bias: true, trainable: true, dtype: 'float32' },
  });
  const all = [
    ...(inputNorm ? [norm('inputNorm')] : []),
    ...hidden.flatMap((units, i) =>
      layerNorm
        ? [
            dense(`l${i + 1}`, units, 'linear'),
            norm(`n${i + 1}`),
            { class_name: 'Activation', config: { name: `relu${i + 1}`, activation: 'relu' } },
          ]
        : [dense(`l${i + 1}`, units, 'relu')],
    ),
    dense(greedyLayer(architecture), actionSize, 'tanh'),
  ];
  return all.map((layer, i) =>
    i === 0
      ? {
          ...layer,
          config: { ...layer.config, batch_input_shape: [null, observationSize], dtype: 'float32' },
        }
      : layer,
  );
}
