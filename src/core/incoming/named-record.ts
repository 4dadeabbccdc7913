// The check of a record whose keys are names out of files. Zod's own leaves out what is called `__proto__` without a word, and a
// product may be called that: its rule would be lost, and nobody told.

import { z } from 'zod';

const lost = '__proto__';

/** A record of `value` by any names that `name` takes; look up in it with `ownValue`. */
export function namedRecord<T>(
  value: z.ZodType<T>,
  name: z.ZodType<string, string> = z.string(),
): z.ZodType<Readonly<Record<string, T>>> {
  const usual = z.record(name, value);
  return z.unknown().transform((given, context) => {
    const complain = (error: z.ZodError, path: readonly string[]) => {
      for (const issue of error.issues)
        context.issues.push({ ...issue, path: [...path, ...issue.path], input: given } as never);
      return z.NEVER;
    };
    const parsed = usual.safeParse(given);
    if (!parsed.success) return complain(parsed.error, []);
    if (!Object.hasOwn(given as object, lost)) return parsed.data;
    const more = value.safeParse((given as Readonly<Record<string, unknown>>)[lost]);
    if (!more.success) return complain(more.error, [lost]);
    // By an assignment it would become the prototype.
    const own = { value: more.data, enumerable: true, writable: true, configurable: true };
    return Object.defineProperty(parsed.data, lost, own);
  });
}
