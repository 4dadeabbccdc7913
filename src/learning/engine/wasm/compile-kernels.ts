// Compiles the kernels with the AssemblyScript compiler, once for each change of their sources; runs in Node only.
//
// The results lie under node_modules/.cache in a folder named by a hash of sources, options and compiler, so what is
// there is right, and starting costs no more than reading a few files.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { KernelVariant } from './kernels.ts';

const sourceFolder = fileURLToPath(new URL('./assembly/', import.meta.url));
const cacheFolder = fileURLToPath(
  new URL('../../../../node_modules/.cache/pricing-lab/kernels/', import.meta.url),
);

// AS112 warns of vectors in exported functions; only those of index.ts are exported, and none has any.
const commonOptions = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--disableWarning', '112'];
const simd = ['--enable', 'simd'];
const relaxed = ['--enable', 'relaxed-simd'];
const threads = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

const variantOptions: Readonly<Record<KernelVariant, readonly string[]>> = {
  simd,
  relaxed: [...simd, ...relaxed],
  'simd-threads': [...simd, ...threads],
  'relaxed-threads': [...simd, ...relaxed, ...threads],
};

// A name that TypeScript does not look up: the compiler's own types would bring AssemblyScript's globals into the whole
// project, where `.at()` gives no undefined.
const compiler: string = 'assemblyscript/asc';

interface Compiler {
  main(
    args: readonly string[],
    io: { readonly stderr: { write(text: string | Uint8Array): void } },
  ): Promise<{ readonly error: Error | null }>;
}

let compilations = 0;

/**
 * The path of a variant's .wasm file, compiled now if its sources changed.
 *
 * @throws Error with the compiler's words where it refuses them.
 */
export async function kernelFile(variant: KernelVariant): Promise<string> {
  const folder = join(cacheFolder, sourceHash());
  const file = join(folder, `${variant}.wasm`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  // Another process or another call here may be at it: a rename is all or nothing.
  const unfinished = `${file}.${process.pid}.${compilations++}.wasm`;
  await compile(variant, unfinished);
  renameSync(unfinished, file);
  return file;
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string };
  hash.update(JSON.stringify([version, commonOptions, variantOptions]));
  for (const name of readdirSync(sourceFolder).sort())
    hash.update(name).update(readFileSync(join(sourceFolder, name)));
  return hash.digest('hex').slice(0, 20);
}

async function compile(variant: KernelVariant, file: string): Promise<void> {
  const asc = (await import(/* @vite-ignore */ compiler)) as Compiler;
  const options = [...commonOptions, ...variantOptions[variant]];
  let words = '';
  const stderr = { write: (text: string | Uint8Array) => void (words += String(text)) };
  const { error } = await asc.main(
    ['index.ts', '--baseDir', sourceFolder, '--outFile', file, '--noColors', ...options],
    { stderr },
  );
  if (error) throw new Error(`The kernels (${variant}) do not compile: ${error.message}\n${words}`);
}
