// The shown sweep as one zip.

import { sweepZip } from '../core/export/run/sweep-zip.ts';
import { shownSweep } from './features/sweep-feature.ts';
import type { LabState } from './lab-state.ts';

/** null where no sweep is shown. */
export function shownSweepZip(
  state: Parameters<typeof shownSweep>[0] & Pick<LabState, 'sweepPrices'>,
): { readonly fileName: string; readonly bytes: Uint8Array } | null {
  const sweep = shownSweep(state);
  if (!sweep) return null;
  const runs = sweep.runs.map((run) => ({ ...run, prices: state.sweepPrices[run.runId] ?? [] }));
  return { fileName: `sweep-${sweep.id.slice(0, 8)}.zip`, bytes: sweepZip({ ...sweep, runs }) };
}
