// A slice of a catalogue as a job: the text of some thousand rows and a model go in, priced lines and counts come out. Slices are
// put together in the order of the file, so the whole is the one that a single thread writes.

import { setImmediate } from 'node:timers/promises';

import { z } from 'zod';

import { parseGuardrails } from '../../../core/decisions/guardrails/guardrails-schema.ts';
import {
  addCounts,
  countsOf,
  mostProblems,
  noneYet,
  pricedLines,
  pricedModel,
  rowPricer,
} from '../../../core/decisions/price-catalogue.ts';
import { catalogueRoles } from '../../../core/decisions/catalogue-columns.ts';
import { numberRoles, readSlice, type RowProblem } from '../../../core/decisions/read-catalogue.ts';
import { pricesColumns, type FigureColumn } from '../../../core/decisions/prices-csv.ts';
import { readModelBundle } from '../../../core/export/model/model-bundle.ts';
import { createPolicy } from '../../../core/policy/actor.ts';
import { costAssumptionsSchema } from '../../../core/table/assumed-cost-schema.ts';
import { fileRefSchema } from '../file-ref.ts';
import { JobAborted, type JobContext, type JobKind } from '../job-kind.ts';

const whole = z.int().min(0);
const layoutSchema = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|']),
  headers: z.array(z.string()),
  headerRow: whole,
  mapping: z.partialRecord(z.enum(catalogueRoles), whole),
  decimals: z.partialRecord(z.enum(numberRoles), z.enum(['.', ','])),
});
const pieceSchema = z.strictObject({
  /** Whole rows of the catalogue, UTF-8, and how they are read. */
  rows: fileRefSchema,
  layout: layoutSchema,
  rowsBefore: whole,
  model: fileRefSchema,
  /** As `parseGuardrails` takes them. */
  guardrails: z.custom<Readonly<Record<string, unknown>>>(
    (given) => typeof given === 'object' && given !== null,
  ),
  objective: z.enum(['profit', 'revenue']),
  level: z.number().min(0.5).max(0.99),
  costs: costAssumptionsSchema,
  form: z.enum(['lines', 'columns']),
});

const resultSchema = z.strictObject({
  /** Lines of the CSV, or columns as JSON. */
  priced: fileRefSchema,
  counts: z.strictObject({
    priced: whole,
    up: whole,
    down: whole,
    unchanged: whole,
    over20Percent: whole,
    atFloor: whole,
    infeasible: whole,
    costMissing: whole,
    refused: whole,
  }),
  /** The first of the refused rows. */
  problems: z.array(z.strictObject({ row: whole, message: z.string() })),
});

export type CataloguePiece = z.infer<typeof pieceSchema>;
type PricedSlice = z.infer<typeof resultSchema>;

export const catalogueJob: JobKind<CataloguePiece, PricedSlice> = {
  name: 'catalogue',
  title: 'a slice of a catalogue',
  piece: pieceSchema,
  result: resultSchema,
  // A few slices for each of many workers, and never the whole file in memory.
  ahead: 16,
  run: priceSlice,
};

/** Rows asked of the policy at once; between them others are let in. */
const together = 256;

async function priceSlice(
  { rows: ref, layout, rowsBefore, model, guardrails: rules, objective, level, costs, form }: CataloguePiece,
  context: JobContext,
): Promise<PricedSlice> {
  const priced = await context.cached(`model ${model.sha256}`, async () => {
    const { card, weights } = readModelBundle(await context.file(model));
    return pricedModel({ card, policy: createPolicy(card.architecture, weights) });
  });
  const pricer = rowPricer(priced, parseGuardrails(rules), { objective, level, costs });
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await context.file(ref));
  let counts = noneYet;
  let problems: readonly RowProblem[] = [];
  const lines: Uint8Array[] = [];
  let columns: FigureColumn[] | null = null;
  for (const piece of readSlice({ layout, text, rowsBefore })) {
    counts = { ...counts, refused: counts.refused + piece.problems.length };
    problems = [...problems, ...piece.problems].slice(0, mostProblems);
    for (let from = 0; from < piece.rows.length; from += together) {
      const rows = piece.rows.slice(from, from + together);
      if (form === 'lines') {
        const priced = pricedLines(pricer, rows);
        counts = addCounts(counts, priced.counts);
        lines.push(priced.csv);
      } else {
        const figures = pricer.price(rows);
        counts = addCounts(counts, countsOf(figures));
        columns = withColumns(columns, pricesColumns(figures));
      }
      await setImmediate();
      if (context.signal.aborted) throw new JobAborted();
    }
  }
  context.progress({ share: 1, sentence: `${counts.priced} products priced` });
  const bytes =
    form === 'lines' ? Buffer.concat(lines) : new TextEncoder().encode(JSON.stringify(columns ?? []));
  return { priced: await context.put(`priced ${ref.name}`, bytes), counts, problems: [...problems] };
}

function withColumns(before: FigureColumn[] | null, more: readonly FigureColumn[]): FigureColumn[] {
  if (!before) return [...more];
  return before.map((column, c) => ({ ...column, cells: [...column.cells, ...more[c]!.cells] }));
}
