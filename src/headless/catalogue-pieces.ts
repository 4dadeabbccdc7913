// A catalogue as slices for the pool, and what comes back put together again: split and merge of the job `catalogue`.
//
// Rows go out as the text they are: to find where they end takes little, to read and price them is what many threads do.

import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import {
  addCounts,
  catalogueObjective,
  mostProblems,
  noneYet,
  type CatalogueOutcome,
} from '../core/decisions/price-catalogue.ts';
import {
  catalogueSlices,
  readSlice,
  type CatalogueSlice,
  type RowProblem,
} from '../core/decisions/read-catalogue.ts';
import type { ObjectiveChoice, ObjectiveName } from '../core/decisions/recommendation.ts';
import type { CostAssumptions } from '../core/table/assumed-cost.ts';
import type { ByteSource } from '../core/table/byte-source.ts';
import type { FileRef } from './jobs/job-kind.ts';
import type { JobPool } from './jobs/job-pool.ts';
import { catalogueJob, type CataloguePiece } from './jobs/kinds/catalogue-job.ts';

export interface CatalogueWork {
  readonly source: ByteSource;
  readonly model: FileRef;
  readonly guardrails: Guardrails;
  readonly objective: ObjectiveChoice;
  readonly level: number;
  readonly costs: CostAssumptions;
  readonly form: CataloguePiece['form'];
}

/** Some four thousand rows. */
const sliceLength = 3 << 17;

/**
 * The priced slices in the order of the file; the counts at the end.
 *
 * @throws Error in a sentence for a file that cannot be read; JobAborted where `signal` says so.
 */
export async function* pricedSlices(
  pool: JobPool,
  { source, model, guardrails, objective, level, costs, form }: CatalogueWork,
  options: {
    readonly batch: string;
    readonly signal: AbortSignal;
    /** Told after each slice, how much of the file is read and how many products are priced. */
    readonly onSlice: (share: number, priced: number) => void;
  },
): AsyncGenerator<Uint8Array, CatalogueOutcome> {
  let counts = noneYet;
  let bytesRead = 0;
  const problems: RowProblem[] = [];
  const given: FileRef[] = [];
  async function* pieces(): AsyncGenerator<CataloguePiece> {
    let decided: ObjectiveName | null = null;
    for await (const slice of catalogueSlices(source, sliceLength)) {
      ({ bytesRead } = slice);
      // What counts is decided by the first rows, so that one file is counted in one thing.
      decided ??= objectiveOf(slice, { objective, costs });
      const { layout, rowsBefore } = slice;
      const rows = await pool.put(`slice ${given.length}`, new TextEncoder().encode(slice.text));
      given.push(rows);
      yield {
        rows,
        layout: { ...layout, headers: [...layout.headers] },
        rowsBefore,
        model,
        guardrails: { ...guardrails },
        // A slice without a row that can be read prices nothing.
        objective: decided ?? 'profit',
        level,
        costs,
        form,
      };
    }
  }
  let done = 0;
  for await (const slice of pool.results(catalogueJob, pieces(), options)) {
    counts = addCounts(counts, slice.counts);
    problems.push(...slice.problems.slice(0, mostProblems - problems.length));
    yield await pool.take(slice.priced);
    await pool.forget(given[done++]!);
    options.onSlice(source.size === 0 ? 1 : bytesRead / source.size, counts.priced);
  }
  return { counts, problems };
}

/** null where no row of the slice can be read. */
function objectiveOf(
  slice: CatalogueSlice,
  advice: Pick<CatalogueWork, 'objective' | 'costs'>,
): ObjectiveName | null {
  for (const { rows } of readSlice(slice)) if (rows.length > 0) return catalogueObjective(rows, advice);
  return null;
}
