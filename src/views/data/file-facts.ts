// Facts of a file that its card says in words.

import type { Dataset } from '../../core/table/dataset.ts';
import { formatCountOf } from '../../core/text/format.ts';

/** Whether Total Sales is money or units, and the evidence, as the reader found it. */
export function salesMeaningSentence(dataset: Dataset): string {
  const finding = dataset.findings.find(
    ({ kind }) => kind === 'sales-are-money' || kind === 'sales-are-units',
  );
  return finding === undefined ? `Read as ${dataset.salesMeaning}.` : `${finding.example}. ${finding.done}.`;
}

/** The headline under the section's name: how many products, and what needs a look or was repaired. */
export function fileHeadline({ histories, findings }: Dataset): string {
  const toSee = findings.filter(({ severity }) => severity === 'attention').length;
  const repaired = findings.filter(({ severity }) => severity === 'repaired').length;
  const parts = [
    `${formatCountOf(histories.length, 'product')} ready to price`,
    ...(toSee === 0 ? [] : [`${formatCountOf(toSee, 'finding')} to review`]),
    repaired === 0 ? 'no repairs needed' : `${formatCountOf(repaired, 'kind')} of repair made`,
  ];
  return `${parts.join('; ')}.`;
}
