// The tools of `lab mcp`: commands of the lab, their arguments and options as a schema each. What is written to files or meant
// for a terminal is left out; a long list is cut to the products asked for, since it would fill whoever reads it.

import { relative, resolve } from 'node:path';
import { z } from 'zod';

import type { CommandLine, CommandOption } from '../command.ts';
import { adviseLine, suggestLine } from '../lines/price-lines.ts';
import { elasticityLine, readFileLine } from '../lines/reading-lines.ts';
import { optimumLine } from '../lines/training-lines.ts';

export const mcpTools: readonly CommandLine[] = [
  readFileLine,
  elasticityLine,
  adviseLine,
  suggestLine,
  optimumLine,
];

const leftOut: ReadonlySet<string> = new Set(['csv', 'xlsx', 'table', 'summary']);
const shown = {
  products: z.array(z.string()).exactOptional().describe('ids or names of the products to show'),
  limit: z.int().min(1).max(1000).default(20).describe('products to show at most'),
};

export function schemaOf({ argument, options }: CommandLine) {
  const taken = Object.entries(options).filter(([name]) => !leftOut.has(name));
  return z.strictObject({
    file: z.string().min(1).describe(argument!.meaning),
    ...Object.fromEntries(taken.map(([name, option]) => [name, optionSchema(option)])),
    ...shown,
  });
}

function optionSchema(option: CommandOption): z.ZodType {
  const schema = plainSchema(option).describe(option.meaning);
  return option.required ? schema : schema.exactOptional();
}

function plainSchema(option: CommandOption): z.ZodType {
  switch (option.kind) {
    case 'whole':
    case 'number':
      return z.number().min(option.min).max(option.max);
    case 'choice':
      return z.enum(option.choices);
    case 'texts':
      return z.array(z.string());
    case 'switch':
      return z.boolean();
    case 'text':
    case 'setting':
      return z.string();
    default:
      return option satisfies never;
  }
}

/**
 * What is typed after `lab` for an input of the tool's schema.
 *
 * @throws Error in a sentence for a text that as a path would leave `folder`.
 */
export function typedOf(
  { name, options }: CommandLine,
  input: Readonly<Record<string, unknown>>,
  folder: string,
) {
  const inside = (value: unknown) => {
    if (typeof value === 'string' && relative(resolve(folder), resolve(folder, value)).startsWith('..'))
      throw new Error(`"${value}" is not below ${folder}, the folder that this server may read.`);
    return String(value);
  };
  const typed = Object.keys(options).flatMap((option) => {
    const value = input[option];
    if (value === undefined || value === false) return [];
    const each: readonly unknown[] = Array.isArray(value) ? value : [value];
    return value === true ? [`--${option}`] : each.map((one) => `--${option}=${inside(one)}`);
  });
  return [name, ...typed, '--', inside(input['file'])];
}

/** What a command printed, its products cut to those asked for. */
export function cut(printed: string, { products, limit }: Readonly<Record<string, unknown>>): string {
  const whole = JSON.parse(printed) as Record<string, unknown>;
  const list = ['products', 'suggestions'].find((name) => Array.isArray(whole[name]));
  if (list === undefined) return JSON.stringify(whole);
  const all = whole[list] as readonly Readonly<Record<string, unknown>>[];
  const wanted = Array.isArray(products) ? new Set<unknown>(products) : null;
  const keys = ['product', 'productId', 'name', 'productName'];
  const named = all.filter((one) => !wanted || keys.some((key) => wanted.has(one[key])));
  const kept = named.slice(0, Number(limit));
  return JSON.stringify({ ...whole, [list]: kept, shown: kept.length, of: all.length });
}
