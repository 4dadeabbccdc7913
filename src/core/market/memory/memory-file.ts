// A market with memory as a JSON file, by its own names: what it does not say is as in the published Hi-Lo market.

import { z } from 'zod';

import { declaredShape } from '../../incoming/declared-shape.ts';
import { issueWords } from '../../incoming/issue-words.ts';
import { hiLo, memoryParameters, type MemoryParameters } from './memory-parameters.ts';
import { memoryMarketProblem } from './memory-setup.ts';

export const memoryShape = declaredShape(memoryParameters);

const fileSchema = z.strictObject({
  ...z.object(memoryShape).partial().shape,
  kind: z.literal('memory'),
  name: z.string().optional(),
  /** Discount a day, for `lab optimum`. */
  gamma: z.number().gt(0).max(1).optional(),
});

/**
 * The market a JSON text describes.
 *
 * @throws Error that names the file, the field, and what was expected.
 */
export function parseMemoryFile(
  text: string,
  fileName: string,
): { readonly name: string; readonly parameters: MemoryParameters } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${fileName}: expected a market as JSON, but the text is not JSON`);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const where = issue.path.length > 0 ? `field "${issue.path.join('.')}"` : 'the market';
    throw new Error(`${fileName}, ${where}: ${issueWords(issue)}`);
  }
  const { name = fileName.replace(/\.[^.]*$/, '') } = parsed.data;
  const own = Object.entries(parsed.data).filter(([key, each]) => key in hiLo && each !== undefined);
  const parameters = { ...hiLo, ...Object.fromEntries(own) } as MemoryParameters;
  const problem = memoryMarketProblem(parameters);
  if (problem !== null) throw new Error(`${fileName}: ${problem}`);
  return { name, parameters };
}
