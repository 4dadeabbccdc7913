// How a person wants to see the curves of runs: smoothing, axes and which series are shown. One view for all charts of a
// run and for compared runs, kept in this browser for the next visit. It changes what is drawn, never what is exported as figures.

import { z } from 'zod';

import type { Feature, FeatureContext } from '../feature.ts';
import type { Keepsake } from '../lab-services.ts';
import { mostSmoothing } from '../exponential-mean.ts';

declare module '../lab-state.ts' {
  interface LabState extends ChartViewState {}
  interface LabActions extends ChartViewActions {}
}

/** What lies along the horizontal axis of a curve. */
export const curveAxes = ['steps', 'episodes', 'time'] as const;
export type CurveAxis = (typeof curveAxes)[number];

export interface ChartView {
  /** Weight of the exponential mean, from 0 (as measured) to `mostSmoothing`. */
  readonly smoothing: number;
  readonly axis: CurveAxis;
  /** Whether the y axis leaves out the lowest and the highest twentieth of what is drawn. */
  readonly ignoresOutliers: boolean;
  /** By drawing, whether its y axis is logarithmic where its values allow it; absent: as usual. */
  readonly logarithmic: Readonly<Record<string, boolean>>;
  /** By chart, the series that are not shown. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
}

interface ChartViewState {
  readonly chartView: ChartView;
}

interface ChartViewActions {
  viewCharts(changes: Partial<Omit<ChartView, 'hidden'>>): void;
  /** Hides a series of a chart, or shows it again. */
  toggleSeries(chart: string, series: string): void;
}

export const usualChartView: ChartView = {
  smoothing: 0,
  axis: 'steps',
  ignoresOutliers: false,
  logarithmic: {},
  hidden: {},
};

const name = 'pricing-lab chart view';
/** Of a chart; runs that were compared once would add up. */
const mostHidden = 50;

/** What is kept; each part that cannot be read back is as usual. */
const keptView = z.object({
  smoothing: z.number().min(0).max(mostSmoothing).catch(usualChartView.smoothing),
  axis: z.enum(curveAxes).catch(usualChartView.axis),
  ignoresOutliers: z.boolean().catch(usualChartView.ignoresOutliers),
  logarithmic: z.record(z.string(), z.boolean()).catch({}),
  hidden: z.record(z.string(), z.array(z.string())).catch({}),
}) satisfies z.ZodType<ChartView>;

export function keptChartView(keepsake: Keepsake | null | undefined): ChartViewState {
  try {
    const kept = keptView.safeParse(JSON.parse(keepsake?.getItem(name) ?? '{}'));
    return { chartView: kept.success ? kept.data : usualChartView };
  } catch {
    return { chartView: usualChartView };
  }
}

export function chartViewFeature({ get, set, services }: FeatureContext): Feature<ChartViewActions> {
  const keep = (chartView: ChartView) => {
    set({ chartView });
    try {
      services.keepsake?.setItem(name, JSON.stringify(chartView));
    } catch {
      // A browser that keeps nothing shows the usual view next time.
    }
  };
  return {
    actions: {
      viewCharts: (changes) => keep({ ...get().chartView, ...changes }),
      toggleSeries: (chart, series) => {
        const { hidden, ...view } = get().chartView;
        const before = hidden[chart] ?? [];
        const others = before.filter((each) => each !== series);
        const after = others.length < before.length ? others : [...others, series].slice(-mostHidden);
        keep({ ...view, hidden: { ...hidden, [chart]: after } });
      },
    },
  };
}
