// The counts of a batch with their names, in the order of the cards above the table.

import type { CatalogueCounts } from '../../../core/decisions/price-catalogue.ts';

export function countStats(counts: CatalogueCounts): readonly { label: string; value: number }[] {
  return [
    { label: 'Up', value: counts.up },
    { label: 'Down', value: counts.down },
    { label: 'Unchanged', value: counts.unchanged },
    { label: 'Over 20 %', value: counts.over20Percent },
    { label: 'At floor', value: counts.atFloor },
    { label: 'Infeasible', value: counts.infeasible },
    { label: 'Cost missing', value: counts.costMissing },
    { label: 'Not read', value: counts.refused },
  ];
}
