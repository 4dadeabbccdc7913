// How well a history market predicts, as the commands print it.

import { checkWords, marketVerdict, type MarketCheck } from '../core/market/market-check.ts';

/** `holdOut` with the three figures, the verdict and the sentence; nothing for a demand market. */
export function marketCheckFields(check: MarketCheck | null): { readonly holdOut?: Record<string, unknown> } {
  if (!check) return {};
  return { holdOut: { ...figuresOf(check), verdict: marketVerdict(check), sentence: checkWords(check) } };
}

function figuresOf(check: MarketCheck): Record<string, unknown> {
  switch (check.kind) {
    case 'none':
      return {};
    case 'product': {
      const { rows, trainingRows, sevenDayMean, noChange } = check.holdOut;
      const { meanAbsolute, gain, gainInterval } = check.error;
      return { trainingRows, rows, market: meanAbsolute, sevenDayMean, noChange, gain, gainInterval };
    }
    case 'products': {
      const { products, checked, beating, ofSevenDayMean, ofNoChange } = check;
      return { products, checked, beating, ofSevenDayMean, ofNoChange };
    }
    default:
      return check satisfies never;
  }
}
