import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';

import { startBackend } from './tensor-backend.ts';

const wasmFiles = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/';

function gpuWith(adapter: { readonly info: Partial<GPUAdapterInfo> } | null): GPU {
  return { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
}

test('startBackend: auto without WebGPU runs on WebAssembly and says why', async () => {
  const report = await startBackend({ preference: 'auto', wasmFiles, gpu: null });
  expect(report).toEqual({
    name: 'wasm',
    adapter: null,
    detail: 'SIMD, one thread',
    reason: 'WebGPU: this browser does not offer it; running on WebAssembly (SIMD)',
  });
  expect(tf.getBackend()).toBe('wasm');
});

test('startBackend: auto without an adapter, or with a software one, does the same', async () => {
  const without = await startBackend({ preference: 'auto', wasmFiles, gpu: gpuWith(null) });
  expect(without.reason).toBe('WebGPU: no GPU adapter was found; running on WebAssembly (SIMD)');
  const info = { vendor: 'google', architecture: 'swiftshader', device: '', description: '' };
  const software = await startBackend({ preference: 'auto', wasmFiles, gpu: gpuWith({ info }) });
  expect(software.reason).toBe(
    'WebGPU: the only adapter (google swiftshader) is software, which is slower than WebAssembly; ' +
      'running on WebAssembly (SIMD)',
  );
});

test('startBackend: a failing adapter is a reason, not an error', async () => {
  const gpu = {
    requestAdapter: () => Promise.reject(new Error('the GPU process is gone')),
  } as unknown as GPU;
  const report = await startBackend({ preference: 'webgpu', wasmFiles, gpu });
  expect(report.name).toBe('wasm');
  expect(report.reason).toBe('WebGPU: the GPU process is gone; running on WebAssembly (SIMD)');
});

test('startBackend: a preference is met', async () => {
  expect(await startBackend({ preference: 'cpu', wasmFiles, gpu: null })).toMatchObject({
    name: 'cpu',
    reason: 'Running on plain JavaScript, the slowest backend, as asked for',
  });
  expect(tf.getBackend()).toBe('cpu');
  expect(await startBackend({ preference: 'wasm', wasmFiles, gpu: null })).toMatchObject({
    name: 'wasm',
    reason: 'Running on WebAssembly (SIMD), as asked for',
  });
});
