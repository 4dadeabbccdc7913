// JSON out of a file that somebody else may have written: what is wrong with it is said in our words, and it is not
// nested so deeply that walking it would run out of stack.

import type { z } from 'zod';

import { sentenceOf } from '../text/sentence-of.ts';
import { issueWords } from './issue-words.ts';

/** The lab itself nests less than ten deep. */
const deepest = 64;

/** @throws Error that begins with `what`: `its card.json is not JSON`. */
export function jsonFrom(text: string, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${what} is not JSON`, { cause: error });
  }
  if (isDeep(value)) throw new Error(`${what} is nested more than ${deepest} levels deep`);
  return value;
}

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const next: unknown[] = [];
    for (const each of level)
      if (typeof each === 'object' && each !== null)
        for (const inner of Object.values(each))
          if (typeof inner === 'object' && inner !== null) next.push(inner);
    level = next;
  }
  return false;
}

/** Does `read`, and says `what` was read where it fails. */
export function within<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${what}: ${sentenceOf(error)}`, { cause: error });
  }
}

/** `version 7`; a value that is no short word or number is not repeated. */
export function named(what: string, value: unknown): string {
  if (value === undefined) return `no ${what}`;
  const words = typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : '';
  return words === '' || words.length > 60 ? `another ${what}` : `${what} ${words}`;
}

/** The first complaint of a failed check: `products.0.priceRule.lo: expected a number, got null`. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it is not as expected';
  const where = issue.path.join('.') || 'the top';
  return `${where}: ${issueWords(issue)}`;
}

/**
 * The first name that stands twice in one object of a text that is JSON; null where there is none. Parsers keep the last
 * value, the first or both: whoever changes something by such a text may not mean what is read.
 */
export function repeatedName(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (character !== '"') continue;
    const end = endOfString(text, at);
    const names = open.at(-1);
    if (names && text[afterSpace(text, end)] === ':') {
      const name = JSON.parse(text.slice(at, end)) as string;
      if (names.has(name)) return name;
      names.add(name);
    }
    at = end - 1;
  }
  return null;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at]!)) at++;
  return at;
}

/** Just after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}
