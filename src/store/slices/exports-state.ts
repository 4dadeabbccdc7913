// What leaves the page as a file besides models and prices, and a whole project on its way in.

/** What is under way with a project's file. */
type ProjectWork = 'idle' | 'saving' | 'opening';

export interface ExportsState {
  /** When the page saw the present run begin; null for a run that came with a project and did not say. */
  readonly runStartedAt: { readonly runId: string; readonly at: string } | null;
  readonly projectWork: ProjectWork;
  /** What was opened last, as a sentence; null before that. */
  readonly projectNote: string | null;
  /** Why a project was refused, or a file could not be made, as a sentence; else null. */
  readonly exportProblem: string | null;
}

export interface ExportsActions {
  /** The pricing report as one HTML file. */
  exportReport(): void;
  /** The run as JSON lines. */
  exportRunLog(): void;
  /** The run as a TensorBoard event file. */
  exportEventFile(): void;
  /** Everything as one file. */
  saveProject(): void;
  /** Takes everything from such a file, or refuses it whole. */
  openProject(file: File): void;
  dismissExportProblem(): void;
  dismissProjectNote(): void;
}

export const noExports: ExportsState = {
  runStartedAt: null,
  projectWork: 'idle',
  projectNote: null,
  exportProblem: null,
};
