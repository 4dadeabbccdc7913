import type { DemandMarketParameters } from './demand-parameters.ts';
import type { DemandSetup } from './demand-setup.ts';
import { referenceMarket } from './reference-market.ts';

/** A demand market of one product, the reference market but for the changes. */
export function teaMarket(changes: Partial<DemandMarketParameters> = {}): DemandSetup {
  return { kind: 'demand', products: [{ name: 'tea', parameters: { ...referenceMarket, ...changes } }] };
}
