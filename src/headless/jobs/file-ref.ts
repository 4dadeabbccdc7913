// How a file is named in a piece, as a schema that is also the type.

import { z } from 'zod';

import type { FileRef } from './job-kind.ts';

export const fileRefSchema = z.strictObject({
  name: z.string().max(1000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
}) satisfies z.ZodType<FileRef>;
