// The audit log: what has been recommended and decided, entry by entry, with its export and its verification.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';

import type { AuditCheck } from '../../../store/archive/decisions-view.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCount, formatCountOf, formatMoment } from '../../../core/text/format.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import table from '../../ui/plain-table.module.css';
import { Stat, StatList } from '../../ui/stat.tsx';
import classes from './audit-panel.module.css';
import { standingWords } from './standing-words.ts';

/** Lines shown until more is asked for. */
const fewLines = 6;

export function AuditPanel() {
  const head = useLab((state) => state.auditHead);
  const unkept = useLab((state) => state.unkeptEntries);
  const lines = useLab((state) => state.auditLines);
  const decisions = useLab((state) => state.book.decisions);
  const [isWhole, setWhole] = useState(false);
  if (head === null) return null;
  const shown = isWhole ? lines : lines.slice(0, fewLines);
  return (
    <Panel
      title="Audit log"
      caption="Every recalculation and decision for this file, kept in this browser; each entry is chained to the one before by SHA-256."
      aside={<LogButtons isEmpty={head.entries === 0} />}
      fold="Show the log"
    >
      <div className={classes.stack}>
        <CheckResult />
        {head.entries === 0 ? (
          <p className={classes.quiet}>
            Empty: the first recommendation starts the log. You can verify an exported log here.
          </p>
        ) : (
          <>
            <StatList>
              <Stat
                label="Entries"
                value={formatCount(head.entries)}
                note={unkept === 0 ? 'all kept in this browser' : `${formatCount(unkept)} in this page only`}
              />
              <Stat label="Decisions in force" value={standingWords(decisions)} />
            </StatList>
            <p className={classes.quiet}>
              Hash of the last entry: <code className={classes.hash}>{head.hash}</code>. Save this hash
              elsewhere to detect any later change to the log.
            </p>
            <div>
              <table className={`${table.table} ${table.stacked} ${classes.lines}`}>
                <thead>
                  <tr>
                    <th scope="col" className={table.number}>
                      Entry
                    </th>
                    <th scope="col">When</th>
                    <th scope="col">What</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((line) => (
                    <tr key={line.index}>
                      <td data-label="Entry" className={table.number}>
                        {formatCount(line.index)}
                      </td>
                      <td className={classes.when}>{formatMoment(line.at)}</td>
                      <td>{line.sentence}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {lines.length > fewLines ? (
                <Button size="compact-sm" variant="subtle" onClick={() => setWhole(!isWhole)}>
                  {isWhole ? 'Show fewer entries' : `Show the latest ${formatCount(lines.length)} entries`}
                </Button>
              ) : null}
              {isWhole && head.entries > lines.length ? (
                <p className={classes.quiet}>
                  {formatCountOf(head.entries - lines.length, 'earlier entry', 'earlier entries')} in the
                  exported log.
                </p>
              ) : null}
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function LogButtons({ isEmpty }: { readonly isEmpty: boolean }) {
  const isChecking = useLab((state) => state.auditChecking);
  const actions = useLab((state) => state.actions);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconShieldCheck aria-hidden size={16} />}
        disabled={isEmpty || isChecking}
        onClick={() => actions.verifyAuditLog()}
      >
        Verify log
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload aria-hidden size={16} />}
        disabled={isEmpty}
        onClick={() => actions.exportAuditLog()}
      >
        Export audit log
      </Button>
      <FileButton
        compact
        label="Verify a log file"
        accept=".jsonl,application/jsonl,application/x-ndjson,text/plain"
        title="JSON lines that this lab exported"
        onFile={(file) => actions.verifyLogFile(file)}
      />
    </>
  );
}

/** Always there, so that a screen reader hears what comes into it. */
function CheckResult() {
  const check = useLab((state) => state.auditCheck);
  const isChecking = useLab((state) => state.auditChecking);
  return (
    <div role="status" aria-label="Verification" className={classes.status}>
      {isChecking ? (
        <p className={classes.quiet}>Verifying …</p>
      ) : check === null ? null : (
        <Verdict {...check} />
      )}
    </div>
  );
}

function Verdict({ ok, entry, sentence }: AuditCheck) {
  const Icon = ok ? IconCircleCheck : IconAlertTriangle;
  const title = ok
    ? 'The log is intact'
    : entry === null
      ? 'Not a log'
      : `Not intact: entry ${formatCount(entry)}`;
  return (
    <div className={classes.verdict} data-ok={ok}>
      <Icon aria-hidden size={20} stroke={1.8} />
      <div>
        <strong>{title}.</strong> {sentence}
      </div>
    </div>
  );
}
