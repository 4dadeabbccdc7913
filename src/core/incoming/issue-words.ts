// What a schema's check complains of, in the words of a person: the library's own speak of types and bounds.

import type { z } from 'zod';

import { lowerFirst } from '../text/format.ts';
import { shortText } from '../text/short-text.ts';

/** What is expected, and what is there instead: `expected a number, got a text`. */
export function issueWords(issue: z.core.$ZodIssue): string {
  // A check of our own says what it expects; the library's own words begin so.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return lowerFirst(issue.message);
  switch (issue.code) {
    case 'invalid_type': {
      const got = /received (\w+)$/.exec(issue.message)?.[1] ?? 'something else';
      const expected = `expected ${typeWords[issue.expected] ?? issue.expected}`;
      return got === 'undefined'
        ? `${expected}, which is missing`
        : `${expected}, got ${typeWords[got] ?? got}`;
    }
    case 'too_big':
    case 'too_small': {
      const isMost = issue.code === 'too_big';
      const bound = Number(isMost ? issue.maximum : issue.minimum);
      const side =
        issue.inclusive === false ? (isMost ? 'less than' : 'more than') : isMost ? 'at most' : 'at least';
      return `expected ${side} ${bound.toLocaleString('en', { maximumFractionDigits: 20 })}${countedIn(issue.origin, bound)}`;
    }
    case 'unrecognized_keys':
      return `there is no such entry as ${issue.keys.map((key) => JSON.stringify(shortText(key, 60))).join(', ')}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_union': {
      const choices = [...issue.message.matchAll(/'([^']+)'/g)].map(([, choice]) => JSON.stringify(choice));
      return choices.length > 0 ? `expected ${choices.join(' or ')}` : 'expected another kind of value';
    }
    case 'invalid_format':
      return `expected ${formatWords[issue.format] ?? 'another form of text'}`;
    default:
      return lowerFirst(issue.message);
  }
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
};

const formatWords: Readonly<Record<string, string>> = {
  date: 'a day such as 2026-11-30',
  datetime: 'a time such as 2026-11-30T12:00:00.000Z',
};

function countedIn(origin: string, count: number): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  return origin === 'array' ? (count === 1 ? ' entry' : ' entries') : '';
}
