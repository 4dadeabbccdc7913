// Which engine computes: WebGPU on a real adapter, else WebAssembly with SIMD, else plain JavaScript.
//
// TensorFlow.js falls back silently: `setBackend('webgpu')` without an adapter returns false and everything goes on
// slowly on the CPU. So the adapter is looked at first, a small product is computed after, and what came up is
// reported with its reason. The WebGPU device is our own, under a name of our own, because TensorFlow.js does not
// notice a lost device. TensorFlow.js's WebAssembly runs on one thread: its threaded build hung under cross-origin
// isolation.
//
// Each backend's code is loaded only when it is tried. Gradients are our own (networks/layer-operations.ts), so
// TensorFlow.js's gradient registry is not loaded at all.

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

import type { BackendName, BackendReport, BackendPreference } from '../core/run/backend.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';

export interface BackendOptions {
  readonly preference: BackendPreference;
  /** Where the WebAssembly files are: a folder with a slash at its end, or the address of the SIMD and the plain one. */
  readonly wasmFiles: string | { readonly simd: string; readonly plain: string };
  /** `navigator.gpu` unless given; null: none. */
  readonly gpu?: GPU | null;
  /** Called once if the WebGPU device is lost after it came up, or destroyed. */
  readonly onLost?: () => void;
}

/** One try: what came up, or why it did not, as the rest of "WebGPU: ...". */
type Attempt = { readonly report: BackendReport } | { readonly refusal: string };

/**
 * Starts the best backend that the preference allows and makes it TensorFlow.js's current one.
 *
 * A preference that cannot be met falls through to the next backend; the reason says so.
 *
 * @throws Error where not even plain JavaScript computes.
 */
export async function startBackend(options: BackendOptions): Promise<BackendReport> {
  tf.enableProdMode(); // no checks of every operation, no greeting on the console
  const refusals: string[] = [];
  for (const name of candidates(options.preference)) {
    const attempt = await tryBackend(name, options);
    if ('report' in attempt) {
      const { report } = attempt;
      return { ...report, reason: sentence(report, refusals, options.preference) };
    }
    refusals.push(attempt.refusal);
  }
  throw new Error(`No compute backend could be started. ${refusals.join('. ')}.`);
}

/** The device that TensorFlow.js computes on, where it computes on a GPU; else null. */
export function currentDevice(): GPUDevice | null {
  return (tf.backend() as Partial<WebGPUBackend>).device ?? null;
}

function candidates(preference: BackendPreference): readonly BackendName[] {
  switch (preference) {
    case 'auto':
    case 'webgpu':
      return ['webgpu', 'wasm', 'cpu'];
    case 'wasm':
      return ['wasm', 'cpu'];
    case 'cpu':
      return ['cpu'];
    default:
      return preference satisfies never;
  }
}

function sentence(
  { name, reason }: BackendReport,
  refusals: readonly string[],
  preference: BackendPreference,
): string {
  if (refusals.length > 0) return `${refusals.join('; ')}; running on ${reason}`;
  return preference === name ? `Running on ${reason}, as asked for` : `Running on ${reason}`;
}

async function tryBackend(name: BackendName, options: BackendOptions): Promise<Attempt> {
  try {
    switch (name) {
      case 'webgpu':
        return await tryWebGpu(options);
      case 'wasm':
        return await tryWasm(options.wasmFiles);
      case 'cpu':
        return await tryCpu();
      default:
        return name satisfies never;
    }
  } catch (error) {
    return { refusal: `${titles[name]}: ${sentenceOf(error)}` };
  }
}

const titles = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;

async function tryWebGpu({ preference, gpu = browserGpu(), onLost }: BackendOptions): Promise<Attempt> {
  if (!gpu) return { refusal: 'WebGPU: this browser does not offer it' };
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { refusal: 'WebGPU: no GPU adapter was found' };
  const description = adapterDescription(adapter.info);
  if (isSoftware(adapter.info) && preference !== 'webgpu')
    return {
      refusal: `WebGPU: the only adapter (${description}) is software, which is slower than WebAssembly`,
    };

  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const device = await adapter.requestDevice({ requiredLimits: wantedLimits(adapter.limits) });
  const name = registerOwn('lab-webgpu', 'webgpu', () => new WebGPUBackend(device, adapter.info));
  await makeCurrent(name);
  void device.lost.then(() => onLost?.());
  return {
    report: { name: 'webgpu', adapter: description, detail: description, reason: `WebGPU (${description})` },
  };
}

async function tryWasm(files: BackendOptions['wasmFiles']): Promise<Attempt> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!tf.engine().registry['wasm'])
    setWasmPaths(
      typeof files === 'string'
        ? files
        : {
            'tfjs-backend-wasm.wasm': files.plain,
            'tfjs-backend-wasm-simd.wasm': files.simd,
            // never loaded: the flag above rules threads out
            'tfjs-backend-wasm-threaded-simd.wasm': files.simd,
          },
    );
  await makeCurrent('wasm');
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  return {
    report: {
      name: 'wasm',
      adapter: null,
      detail: simd ? 'SIMD, one thread' : 'without SIMD, one thread',
      reason: simd ? 'WebAssembly (SIMD)' : 'WebAssembly (without SIMD)',
    },
  };
}

async function tryCpu(): Promise<Attempt> {
  await import('@tensorflow/tfjs-backend-cpu');
  await makeCurrent('cpu');
  return {
    report: {
      name: 'cpu',
      adapter: null,
      detail: 'JavaScript',
      reason: 'plain JavaScript, the slowest backend',
    },
  };
}

/** Makes a registered backend the current one and checks that it really is, and that it computes. */
async function makeCurrent(name: string): Promise<void> {
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name)
    throw new Error('it could not be initialised');
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([1, 2], [1, 2]), tf.tensor2d([3, 4], [2, 1])));
  const [value] = await product.data();
  product.dispose();
  if (value !== 11) throw new Error(`it computed 1 * 3 + 2 * 4 = ${value}`);
}

/** Registers a backend under a fresh name with the kernels of `kernelsOf`; a lost one stays behind under its old name. */
function registerOwn(base: string, kernelsOf: string, make: () => tf.KernelBackend): string {
  let name = base;
  for (let i = 2; tf.engine().registryFactory[name]; i++) name = `${base}-${i}`;
  for (const kernel of tf.getKernelsForBackend(kernelsOf))
    tf.registerKernel({ ...kernel, backendName: name });
  tf.registerBackend(name, make);
  return name;
}

function browserGpu(): GPU | null {
  return typeof navigator === 'undefined' ? null : ((navigator as Partial<Navigator>).gpu ?? null);
}

function adapterDescription(info: GPUAdapterInfo): string {
  const words = [info.vendor, info.architecture, info.device, info.description].filter((word) => word !== '');
  return [...new Set(words)].join(' ') || 'unnamed adapter';
}

/** SwiftShader, llvmpipe, lavapipe, WARP ("Microsoft Basic Render Driver"): a GPU played by the CPU. */
function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(adapterDescription(info))
  );
}

/** The limits that TensorFlow.js's own set-up asks for. */
function wantedLimits(limits: GPUSupportedLimits): Record<string, number> {
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}
