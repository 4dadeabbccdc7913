// Threads of this machine that run TypeScript of ours.
//
// Node reads TypeScript through tsx, which loads file by file and keeps a thread of its own beside each thread that it serves: for one
// that begins some hundred files that is a second of CPU time and 60 MB. So the code of a thread is bundled by the compiler that tsx
// itself works with, in a quarter of a second for all threads, and loaded as plain JavaScript. It lies under node_modules/.cache in a
// folder named by a hash of what is in it. Where no compiler is found or nothing can be written there, threads load through tsx as before.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/pricing-lab/threads/', import.meta.url));
// By its package's folder: a required path would be that of its other half.
const tsxPackage = createRequire(import.meta.url).resolve('tsx/package.json');

/** What of the compiler is used here; its types do not come with tsx. */
interface Compiler {
  build(options: {
    readonly [option: string]: unknown;
    readonly plugins: readonly {
      readonly name: string;
      setup(build: {
        onLoad(
          files: { readonly filter: RegExp },
          load: (file: { readonly path: string }) => Promise<{ contents: string; loader: 'ts' }>,
        ): void;
      }): void;
    }[];
  }): Promise<{ readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[] }>;
}

const bundled = new Map<string, Promise<URL | null>>();

/** Starts a thread with the module `entry`, of TypeScript, which finds `data` as its `workerData`. */
export async function startThread(entry: URL, data: Readonly<Record<string, unknown>> = {}): Promise<Worker> {
  const code = await threadCode(entry);
  // None of the options of the command line: those that teach it TypeScript would be followed again.
  if (code) return new Worker(code, { workerData: data, execArgv: [] });
  const tsx = new URL('./dist/esm/api/index.mjs', pathToFileURL(tsxPackage)).href;
  return new Worker(loadingSource, { eval: true, workerData: { ...data, tsx, entry: entry.href } });
}

/** Where the code of a thread lies as JavaScript, made once in a process; null where it cannot be made. */
export function threadCode(entry: URL): Promise<URL | null> {
  let code = bundled.get(entry.href);
  if (!code) bundled.set(entry.href, (code = bundle(fileURLToPath(entry)).catch(() => null)));
  return code;
}

// Plain JavaScript, because a thread cannot load TypeScript by itself: it is taught to first, as the command line is.
const loadingSource = `
  const { workerData } = require('node:worker_threads');
  import(workerData.tsx).then(({ register }) => {
    register();
    return import(workerData.entry);
  });
`;

async function bundle(entry: string): Promise<URL> {
  const compiler = createRequire(tsxPackage)('esbuild') as Compiler;
  const { outputFiles } = await compiler.build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    outdir: cacheFolder,
    outExtension: { '.js': '.mjs' },
    write: false,
    logLevel: 'silent',
    plugins: [ownAddresses],
  });
  const hash = createHash('sha256');
  for (const { path, contents } of outputFiles) hash.update(basename(path)).update(contents);
  const folder = join(cacheFolder, hash.digest('hex').slice(0, 20));
  const code = pathToFileURL(join(folder, basename(entry).replace(/\.ts$/, '.mjs')));
  if (existsSync(folder)) return code;
  // Another process may be at it: a rename is all or nothing.
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const { path, contents } of outputFiles) await writeFile(join(unfinished, basename(path)), contents);
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return code;
}

/** A module that asks where it lies is told where its source does. */
const ownAddresses: Parameters<Compiler['build']>[0]['plugins'][number] = {
  name: 'own addresses',
  setup: (build) =>
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' };
    }),
};
