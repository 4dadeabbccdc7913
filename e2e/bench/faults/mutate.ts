// Ways to break a file: bytes, cells and values of JSON replaced by what nobody expects.

import type { Random } from '../../../src/core/random.ts';
import type { JsonPath } from '../../../src/core/export/model/bundle-fixture.ts';

const oddCells = [
  '',
  ' ',
  '-1',
  '0',
  '1e-308',
  '1e308',
  '-1e308',
  '1e400',
  'NaN',
  'Infinity',
  '1.234',
  '1,234',
  '0.0001',
  '99999999999999999999',
  'n/a',
  '"',
  '""',
  '=1+1',
  '(',
  '[',
  '2026-13-45',
  '2025-W53',
  'Marketing 2024',
  '9999-12-31',
  '\u0000',
  '\uFEFF',
  '\u200B',
  '🍵',
  "'",
  ';',
] as const;

/** One to four changes to the text of a table. */
export function brokenTable(text: string, random: Random): string {
  let lines = text.split('\n');
  for (let i = 1 + random.integer(4); i > 0; i--) {
    const at = random.integer(lines.length);
    const cells = lines[at]!.split(',');
    const cell = random.integer(cells.length);
    switch (random.integer(9)) {
      case 0:
      case 1:
      case 2:
        cells[cell] = oddCells[random.integer(oddCells.length)]!;
        lines[at] = cells.join(',');
        break;
      case 3:
        lines[at] = [...cells, 'more'].join(',');
        break;
      case 4:
        lines[at] = cells.slice(0, cell).join(',');
        break;
      case 5:
        lines.splice(at, 0, lines[random.integer(lines.length)]!);
        break;
      case 6:
        lines = lines.slice(0, at + 1);
        break;
      case 7: {
        const odd = oddCells[random.integer(oddCells.length)]!;
        lines = lines.map((line, row) => {
          const of = line.split(',');
          if (row > 0 && cell < of.length) of[cell] = odd;
          return of.join(',');
        });
        break;
      }
      default:
        lines[at] = lines[at]!.replaceAll(',', [';', '\t', '|'][random.integer(3)]!);
    }
  }
  return lines.join('\n');
}

/** A few bytes changed, put in or cut off. */
export function brokenBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  for (let i = 1 + random.integer(4); i > 0; i--)
    changed[random.integer(changed.length)] = random.integer(256);
  return random.integer(3) === 0 ? changed.subarray(0, random.integer(changed.length)) : changed;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

const oddValues: readonly unknown[] = [
  undefined,
  null,
  true,
  '',
  'x',
  ' ',
  'tea \uD83C',
  '<img src=x onerror=alert(1)>',
  'constructor',
  'x'.repeat(5000),
  -1,
  0,
  -0.5,
  1e-308,
  1e15,
  1e308,
  -1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  deep(100),
  { toString: 1 },
];

export function oddValue(random: Random): unknown {
  return oddValues[random.integer(oddValues.length)];
}

/** The path to some value in JSON, leaves more often than not. */
export function somePath(json: unknown, random: Random): JsonPath {
  const path: (string | number)[] = [];
  let at = json;
  while (typeof at === 'object' && at !== null && (path.length === 0 || random.integer(8) > 0)) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = keys[random.integer(keys.length)]!;
    path.push(Array.isArray(at) ? Number(key) : key);
    at = (at as Record<string, unknown>)[key];
  }
  return path;
}
