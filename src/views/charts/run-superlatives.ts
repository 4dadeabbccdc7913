import { defaultSettings } from '../../core/run/settings.ts';
import { mayCallOptimal, superlatives, type Superlatives } from '../../core/market/market-check.ts';
import type { RunView } from '../../store/run-view.ts';

/** What may be called best in the charts and figures of a run. */
export function runSuperlatives({
  settings,
  marketCheck,
}: Pick<RunView, 'settings' | 'marketCheck'>): Superlatives {
  return superlatives(mayCallOptimal(settings?.market ?? defaultSettings.market, marketCheck));
}
