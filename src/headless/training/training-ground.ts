// Where a training run happens and where that comes from: a market by name, one as JSON, or the products of a sales file.

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { defaultMarket } from '../../core/market/default-market.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { kindOf } from '../../core/market/kinds.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { type HistoryProduct, historyProduct, runProducts } from '../../core/market/run-product.ts';
import { marketOfFile, namedMarket } from '../../core/market/typed-in.ts';
import { marketSetupFor } from '../../core/run/market-setup.ts';
import { objectiveFor } from '../../core/run/reward-objective.ts';
import { portfolioSettings } from '../../core/run/presets.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { Dataset } from '../../core/table/dataset.ts';

/** What was asked for; a sales file is read only where it is one. */
export type MarketSource =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'json'; readonly fileName: string; readonly text: string }
  | { readonly kind: 'sales'; readonly dataset: () => Promise<Dataset> };

export interface Ground {
  readonly setup: MarketSetup;
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** What a demand market's products sold; empty for a market without a past, or one that holds it itself. */
  readonly pasts: readonly HistoryProduct[];
  readonly settings: RunSettings;
  /** One policy for several products, each evaluated by itself. */
  readonly isPortfolio: boolean;
}

/**
 * The market and the settings of a run; `asked` are settings by name, unchecked.
 *
 * @param say - told in sentences what was chosen.
 * @throws Error in one sentence for a setting or a market that cannot be.
 */
export async function groundOf(
  source: MarketSource,
  asked: Readonly<Record<string, unknown>>,
  say: (sentence: string) => void,
): Promise<Ground> {
  const market = await marketOf(source, asked, say);
  const { setup } = market;
  const changes = { ...asked, market: setup.kind };
  const isPortfolio = !kindOf(setup).replay && setup.products.length > 1;
  const agent = settingsFrom(changes).agent;
  const settings = settingsFrom(isPortfolio ? { ...portfolioSettings(agent), ...changes } : changes);
  return { ...market, settings, isPortfolio };
}

async function marketOf(
  source: MarketSource,
  asked: Readonly<Record<string, unknown>>,
  say: (sentence: string) => void,
): Promise<Pick<Ground, 'setup' | 'data' | 'pasts'>> {
  const wished = settingsFrom(asked);
  if (source.kind === 'json')
    return { setup: marketOfFile(source.text, source.fileName, wished), data: null, pasts: [] };
  if (source.kind === 'named') {
    const setup = namedMarket(source.name, wished);
    if (!setup) throw new Error(`There is no market named "${source.name}".`);
    return { setup, data: null, pasts: [] };
  }
  const { histories, fileName, fingerprint } = await source.dataset();
  const demand = summarizeDemand(histories);
  const isChosen = Object.hasOwn(asked, 'market');
  const holdOuts = isChosen && !kindOf(wished).replay ? [] : holdOutProducts(histories);
  const products = runProducts(histories, demand, holdOuts);
  const usual = isChosen ? null : defaultMarket(products);
  const settings = usual ? { ...wished, market: usual.market } : wished;
  if (usual) say(usual.sentence);
  say(objectiveFor(settings, products).sentence);
  const setup = marketSetupFor(settings, products);
  const kind = kindOf(settings);
  const isOfFile = kind.isOfFile(settings);
  return {
    setup,
    data: isOfFile ? { fileName, fingerprint } : null,
    pasts: isOfFile && !kind.replay ? products.map(historyProduct) : [],
  };
}
