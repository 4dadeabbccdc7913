// Guardrails of a JSON file, for every command that suggests prices.

import { basename } from 'node:path';

import { type Guardrails, defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { parseGuardrails } from '../core/decisions/guardrails/guardrails-schema.ts';
import { bytesOf } from './file-source.ts';

/** The defaults where there is no file. @throws Error in one sentence that names the file and what would be right. */
export async function guardrailsFrom(path: string | undefined, command: string): Promise<Guardrails> {
  if (path === undefined) return defaultGuardrails;
  const text = new TextDecoder().decode(await bytesOf(path, command));
  try {
    return parseGuardrails(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Error(`${basename(path)}: expected guardrails as a JSON object, but the text is not JSON`, {
        cause: error,
      });
    throw new Error(`${basename(path)}: ${(error as Error).message}`, { cause: error });
  }
}
