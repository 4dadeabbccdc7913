// What the compiler demands of whoever adds a kind: a kind too many is put into its list in memory, and the files that no
// longer compile are those that the addition has to touch.

import { resolve } from 'node:path';

import ts from 'typescript';

export interface Probe {
  /** The file with the list. */
  readonly list: string;
  /** Text of that file, and what stands in its place with one more. */
  readonly from: string;
  readonly to: string;
}

/** The files of the sources, tests apart, that do not compile once every probe is in place; sorted. */
export function demandedBy(probes: readonly Probe[]): readonly string[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const probed = new Map<string, string>();
  for (const { list, from, to } of probes) {
    const path = resolve(list);
    const text = probed.get(path) ?? ts.sys.readFile(path) ?? '';
    if (text.split(from).length !== 2) throw new Error(`${list} has not exactly one ${JSON.stringify(from)}`);
    probed.set(
      path,
      text.replace(from, () => to),
    );
  }
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.readFile = (path) => probed.get(resolve(path)) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = probed.get(resolve(path));
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language, true);
  };
  const roots = ts.sys.readDirectory(
    'src',
    ['.ts', '.tsx'],
    ['**/assembly/**', '**/*.test.ts', '**/*.test.tsx'],
  );
  const program = ts.createProgram(roots, { ...options, noEmit: true, skipLibCheck: true }, host);
  const failing = program.getSemanticDiagnostics().flatMap(({ file }) => file?.fileName ?? []);
  return [...new Set(failing.map((path) => path.slice(path.indexOf('src/'))))].sort();
}
