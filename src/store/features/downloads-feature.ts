// Files that leave the page besides models, prices and projects. What writes them is loaded when it is first asked for.

import { runFileStem, wallTimeOf, type RunRecord } from '../../core/export/run/run-record.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { stemOf } from '../file-stem.ts';
import { runRecordOf } from '../shown-run-record.ts';
import { canPriceAnew, suggestRequest } from '../suggest-request.ts';

declare module '../lab-state.ts' {
  interface LabState extends DownloadsState {}
  interface LabActions extends DownloadsActions {}
}

export interface DownloadsState {
  /** Why a project was refused, or a file could not be made, as a sentence; else null. */
  readonly exportProblem: string | null;
}

export interface DownloadsActions {
  /** The pricing report as one HTML file. */
  exportReport(): void;
  /** The run as JSON lines. */
  exportRunLog(): void;
  /** The run as a TensorBoard event file. */
  exportEventFile(): void;
  dismissExportProblem(): void;
}

export const noDownloads: DownloadsState = { exportProblem: null };

export function downloadsFeature({ get, set, services }: FeatureContext): Feature<DownloadsActions> {
  /** Runs what may fail; the sentence is shown. */
  const attempt = (work: () => Promise<void>) => {
    set({ exportProblem: null });
    work().catch((error: unknown) => set({ exportProblem: sentenceOf(error) }));
  };

  const withRun = (use: (run: RunRecord) => Promise<void>) =>
    attempt(async () => {
      const run = runRecordOf(get());
      if (!run) throw new Error('There is no run to save yet: train one first.');
      await use(run);
    });

  return {
    actions: {
      exportReport: () =>
        attempt(async () => {
          const [{ reportContent }, { reportHtml }, { default: script }] = await Promise.all([
            import('../report-content.ts'),
            import('../../core/export/report/report.ts'),
            import('virtual:report-script'),
          ]);
          const now = services.now();
          const state = get();
          const evidence = canPriceAnew(state)
            ? await services.lab.call('pricingEvidence', suggestRequest(state, now))
            : [];
          const content = await reportContent(state, now, evidence, letThePageDraw);
          if (!content)
            throw new Error(
              'There are no prices to report yet: read a sales file and open Prices, or import a model.',
            );
          const stem = stemOf(content.data?.fileName ?? content.card?.products[0]?.name ?? 'market');
          services.saveFile(
            `pricing-report-${stem}.html`,
            new TextEncoder().encode(reportHtml(content, script)),
          );
        }),
      exportRunLog: () =>
        withRun(async (run) => {
          const { runLog } = await import('../../core/export/run/run-log.ts');
          services.saveFile(`${runFileStem(run)}.jsonl`, new TextEncoder().encode(runLog(run)));
        }),
      exportEventFile: () =>
        withRun(async (run) => {
          const { eventFile } = await import('../../core/export/run/event-file.ts');
          const wallTime = wallTimeOf({ ...run, startedAt: run.startedAt ?? services.now() });
          // TensorBoard looks for this beginning; the number is the time of the first record.
          const name = `events.out.tfevents.${Math.floor(wallTime(0))}.${runFileStem(run)}`;
          services.saveFile(name, eventFile(run, wallTime));
        }),
      dismissExportProblem: () => set({ exportProblem: null }),
    },
  };
}

function letThePageDraw(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
