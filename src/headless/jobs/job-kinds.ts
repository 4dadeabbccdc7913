// The kinds of jobs there are. Their code is loaded by the thread that runs one, and by the command that asks for it.

import type { JobKind } from './job-kind.ts';

const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
  catalogue: async () => (await import('./kinds/catalogue-job.ts')).catalogueJob,
  exam: async () => (await import('./kinds/exam-job.ts')).examJob,
  training: async () => (await import('./kinds/training-job.ts')).trainingJob,
};

/** @throws Error in a sentence for a kind that this program does not know. */
export async function jobKind(name: string): Promise<JobKind<unknown, unknown>> {
  const load = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!load)
    throw new Error(`There is no job "${name}"; this program knows ${Object.keys(kinds).join(', ')}.`);
  return (await load()) as JobKind<unknown, unknown>;
}
