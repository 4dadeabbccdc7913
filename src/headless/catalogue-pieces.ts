// A catalogue as slices for the pool, and what comes back put together again: split and merge of the job `catalogue`.

import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import {
  addCounts,
  catalogueObjective,
  noneYet,
  type CatalogueCounts,
} from '../core/decisions/price-catalogue.ts';
import { readCatalogue, type CatalogueRow, type RowProblem } from '../core/decisions/read-catalogue.ts';
import type { ObjectiveChoice, ObjectiveName } from '../core/decisions/recommendation.ts';
import type { CostAssumptions } from '../core/table/assumed-cost.ts';
import type { ByteSource } from '../core/table/byte-source.ts';
import type { FileRef } from './jobs/job-kind.ts';
import type { JobPool } from './jobs/job-pool.ts';
import { catalogueJob, type CataloguePiece } from './jobs/kinds/catalogue-job.ts';
import { rowsToBytes } from './jobs/kinds/catalogue-rows-job.ts';

export interface CatalogueWork {
  readonly source: ByteSource;
  readonly model: FileRef;
  readonly guardrails: Guardrails;
  readonly objective: ObjectiveChoice;
  readonly level: number;
  readonly costs: CostAssumptions;
  readonly form: CataloguePiece['form'];
}

export interface CatalogueEnd {
  readonly counts: CatalogueCounts;
  /** The first of the refused rows. */
  readonly problems: readonly RowProblem[];
}

const rowsASlice = 4096;
const mostProblems = 100;

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
): AsyncGenerator<Uint8Array, CatalogueEnd> {
  let counts = noneYet;
  let refused = 0;
  let bytesRead = 0;
  const problems: RowProblem[] = [];
  const given: FileRef[] = [];
  async function* pieces(): AsyncGenerator<CataloguePiece> {
    let decided: ObjectiveName | null = null;
    let number = 0;
    let rows: CatalogueRow[] = [];
    const slice = async (): Promise<CataloguePiece> => {
      decided ??= catalogueObjective(rows, { objective, costs });
      const ref = await pool.put(`slice ${number++}`, rowsToBytes(rows));
      given.push(ref);
      rows = [];
      return {
        rows: ref,
        model,
        guardrails: { ...guardrails } as never,
        objective: decided,
        level,
        costs,
        form,
      };
    };
    for await (const piece of readCatalogue(source)) {
      ({ bytesRead } = piece);
      refused += piece.problems.length;
      problems.push(...piece.problems.slice(0, mostProblems - problems.length));
      for (const row of piece.rows) {
        rows.push(row);
        if (rows.length === rowsASlice) yield await slice();
      }
    }
    if (rows.length > 0) yield await slice();
  }
  for await (const slice of pool.results(catalogueJob, pieces(), options)) {
    counts = addCounts(counts, slice.counts);
    yield await pool.take(slice.priced);
    await pool.forget(given.shift()!);
    options.onSlice(source.size === 0 ? 1 : bytesRead / source.size, counts.priced);
  }
  return { counts: { ...counts, refused }, problems };
}
