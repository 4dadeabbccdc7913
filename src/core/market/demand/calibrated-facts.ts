// The numbers of a calibrated demand market, as a few figures to read.

import { formatMoney, formatPercent, formatSignificant } from '../../text/format.ts';
import type { CalibratedFact } from '../market-kind.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';

/** What the market of a product was made from, as label, value and note for the page. */
export function calibratedFacts(parameters: DemandMarketParameters): readonly CalibratedFact[] {
  const facts: CalibratedFact[] = [
    {
      label: 'Reference price',
      value: formatMoney(parameters.referencePrice),
      note: 'currency, the last one',
    },
    { label: 'Unit cost', value: formatMoney(parameters.unitCost), note: 'currency' },
    {
      label: 'Elasticity',
      value: `${formatMoney(parameters.elasticity)} ± ${formatMoney(parameters.elasticityError)}`,
      note: '% units per % price',
    },
    ...(parameters.steepening
      ? [
          {
            label: 'Elasticity grows',
            value: formatSignificant(parameters.steepening),
            note: '% for each % of price',
          },
        ]
      : []),
    { label: 'Base demand', value: formatSignificant(parameters.baseDemand), note: 'units a day' },
    ...(parameters.initialInventory === null
      ? []
      : [
          {
            label: 'Initial inventory',
            value: formatSignificant(parameters.initialInventory),
            note: 'units',
          },
        ]),
    { label: 'Demand noise', value: formatPercent(parameters.demandNoise, 0), note: 'of a day’s demand' },
  ];
  if (parameters.rival !== 'none')
    facts.push(
      { label: 'Rival’s price', value: formatMoney(parameters.rivalPrice), note: 'currency, at the start' },
      {
        label: 'Cross elasticity',
        value: formatMoney(parameters.crossElasticity),
        note: '% units per % of the rival’s price',
      },
    );
  return facts;
}
