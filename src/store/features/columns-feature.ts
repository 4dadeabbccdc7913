// Which columns of a table are shown, as a person chose them; kept in this browser for the next visit.
//
// Only what differs from the usual is kept, so that a column that comes with a later version is shown as it is meant to be.

import type { Feature, FeatureContext } from '../feature.ts';
import type { Keepsake } from '../lab-services.ts';

declare module '../lab-state.ts' {
  interface LabState extends ColumnsState {}
  interface LabActions extends ColumnsActions {}
}

export type ChoosingTable = 'prices' | 'demand' | 'runs';
/** By the id of a column, whether it is shown. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

export interface ColumnsState {
  /** By table; absent: as usual. */
  readonly columnChoices: Readonly<Partial<Record<ChoosingTable, ColumnChoice>>>;
}

interface ColumnsActions {
  /** What is chosen of a table; nothing: its usual columns again. */
  chooseColumns(table: ChoosingTable, choice: ColumnChoice): void;
}

const name = 'pricing-lab columns';

export function keptColumns(keepsake: Keepsake | null | undefined): ColumnsState {
  try {
    const kept: unknown = JSON.parse(keepsake?.getItem(name) ?? '{}');
    return { columnChoices: isRecord(kept) ? Object.fromEntries(Object.entries(kept).filter(isChoice)) : {} };
  } catch {
    return { columnChoices: {} };
  }
}

export function columnsFeature({ get, set, services }: FeatureContext): Feature<ColumnsActions> {
  return {
    actions: {
      chooseColumns: (table, choice) => {
        const chosen = Object.entries({ ...get().columnChoices, [table]: choice });
        const others = chosen.filter(([, each]) => Object.keys(each).length > 0);
        set({ columnChoices: Object.fromEntries(others) });
        try {
          services.keepsake?.setItem(name, JSON.stringify(get().columnChoices));
        } catch {
          // A browser that keeps nothing shows the usual columns next time.
        }
      },
    },
  };
}

function isChoice([, choice]: [string, unknown]): boolean {
  return isRecord(choice) && Object.values(choice).every((shown) => typeof shown === 'boolean');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
