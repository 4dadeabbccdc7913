// Circles of imports, found by Tarjan's strongly connected components; imports of types count, those at run time do not.
//
// import-x/no-cycle overlooks imports of types, and a contract that imports from whoever keeps it is a circle as well.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import ts from 'typescript';

/** Every source file below `folder` with the files of ours that it imports. */
export function importsBelow(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  // `import('./part.tsx')` is how a part is loaded when it is needed; by then its importer is there.
  const dynamic = new Set([...text.matchAll(/\bimport\(\s*'([^']+)'/g)].map((match) => match[1]!));
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.') && !dynamic.has(name))
    .map((name) => join(dirname(file), name))
    .filter((path) => existsSync(path));
}

/** The groups of nodes that reach one another, each sorted. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const reaches = new Map<string, number>();
  const open: string[] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    reaches.set(node, order.get(node)!);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      else if (!open.includes(next)) continue;
      reaches.set(node, Math.min(reaches.get(node)!, reaches.get(next)!));
    }
    if (reaches.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}
