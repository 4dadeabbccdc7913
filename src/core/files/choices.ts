// The answers to what a file leaves open, as JSON: what the page remembers for files with the same header, what a
// project carries and what `--choices` takes.

import { z } from 'zod';

import { namedRecord } from '../incoming/named-record.ts';
import { encodings } from '../table/code-pages.ts';
import { columns } from '../table/columns.ts';
import type { ReadChoices } from '../table/dataset.ts';

const roles = columns.map(({ role }) => role);
const position = z.int().min(0).max(10_000);
const header = z.string().max(10_000);

export const choicesSchema = z.strictObject({
  mapping: z.partialRecord(z.enum(roles), position).exactOptional(),
  columns: z.partialRecord(z.enum(roles), header).exactOptional(),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).exactOptional(),
  decimalSeparator: z.enum(['.', ',']).exactOptional(),
  encoding: z.enum(encodings).exactOptional(),
  salesMeaning: z.enum(['money', 'units']).exactOptional(),
  headerRow: z.int().min(1).max(10_000).exactOptional(),
  year: z.int().min(1950).max(2100).exactOptional(),
  sameProduct: z.boolean().exactOptional(),
  splits: z.array(header).max(10).readonly().exactOptional(),
  missingDays: z.enum(['zero', 'unknown']).exactOptional(),
  part: z.string().max(1000).exactOptional(),
  parts: z.array(z.string().max(1000)).min(1).max(1000).readonly().exactOptional(),
  secondParts: namedRecord(z.string().max(1000), z.string().max(1000)).exactOptional(),
  wideFigures: z.enum(['units', 'sales']).exactOptional(),
  totals: z.enum(['left out', 'larger', 'kept']).exactOptional(),
}) satisfies z.ZodType<ReadChoices>;
