// "Found and repaired": what the reader met, what it did, where.

import { pageContent, pageWords } from '../../core/text/page-words.ts';
import { IconAlertTriangle, IconInfoCircle, IconTool } from '@tabler/icons-react';

import type { Finding, FindingSeverity } from '../../core/table/dataset.ts';
import { formatCount, formatCountOf } from '../../core/text/format.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';

const severities = {
  attention: { word: 'Please review', tone: 'warn', Icon: IconAlertTriangle, rank: 0 },
  repaired: { word: 'Repaired', tone: 'good', Icon: IconTool, rank: 1 },
  info: { word: 'Noted', tone: 'info', Icon: IconInfoCircle, rank: 2 },
} as const satisfies Record<
  FindingSeverity,
  { word: string; tone: Tone; Icon: typeof IconTool; rank: number }
>;

export function FindingsPanel({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) {
    return (
      <Panel title="Found and repaired" caption="Nothing to repair: every cell could be read as it is." />
    );
  }
  const sorted = findings.toSorted((a, b) => severities[a.severity].rank - severities[b.severity].rank);
  return (
    <Panel
      title="Found and repaired"
      caption="Problems in the file and how the lab handled each one. Rows are numbered as in the file, from 1."
      fold={`Show ${formatCountOf(sorted.length, 'finding')}`}
      flush
    >
      <div
        className={`${tableClasses.scroller} ${tableClasses.tall}`}
        tabIndex={0}
        role="region"
        aria-label="Findings, scrollable"
      >
        <table
          role="table"
          aria-label="Found and repaired"
          className={`${tableClasses.table} ${tableClasses.stacked}`}
        >
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Kind
              </th>
              <th role="columnheader" scope="col">
                Found
              </th>
              <th role="columnheader" scope="col">
                What was done
              </th>
              <th role="columnheader" scope="col" className={tableClasses.number}>
                Count
              </th>
              <th role="columnheader" scope="col">
                Rows
              </th>
              <th role="columnheader" scope="col">
                Example
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {sorted.map((finding) => (
              <FindingRow key={finding.kind + finding.found} finding={finding} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const { word, tone, Icon } = severities[finding.severity];
  return (
    <tr role="row">
      <td role="cell">
        <Mark tone={tone} icon={<Icon size={14} stroke={2} />}>
          {word}
        </Mark>
      </td>
      <th role="rowheader" scope="row">
        {pageWords(finding.found)}
      </th>
      <td role="cell">{pageWords(finding.done)}</td>
      <td role="cell" data-label="Count" className={tableClasses.number}>
        {formatCount(finding.count)}
      </td>
      <td role="cell" data-label="Rows">
        {finding.rows.length === 0
          ? 'whole file'
          : `${finding.rows.join(', ')}${finding.rows.length < finding.count ? ' …' : ''}`}
      </td>
      <td role="cell" className={tableClasses.quiet}>
        {pageContent(finding.example)}
      </td>
    </tr>
  );
}
