// Files joined to the sales (costs, stock, competitor prices, promotions, a list of products): what of each matched, in words, and
// a way to take it out again. A file comes in as the sales do, by a click, a drop or the keyboard on one real input.

import { Button, Progress } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useId, type ChangeEvent } from 'react';

import type { JoinReport } from '../../core/files/second-file/join-report.ts';
import type { FileState } from '../../store/features/file-state.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import zoneClasses from './start/drop-zone.module.css';
import classes from './second-files-panel.module.css';

export function SecondFilesPanel({ joined }: { readonly joined: readonly JoinReport[] }) {
  const actions = useLab((state) => state.actions);
  const joining = useLab((state) => state.joining);
  const files = byFile(joined);
  return (
    <Panel
      title="Second files"
      caption="Costs, stock, list or competitor prices, promotions, or a list of products, joined by product, series and day."
      aside={<SecondFileInput />}
    >
      {joining && <Joining {...joining} />}
      {files.length === 0 ? null : (
        <ul className={classes.files}>
          {files.map(({ fileName, reports }, i) => (
            <li key={i} className={classes.file}>
              <div>
                <strong>{fileName}</strong>
                {reports.map(({ kind, columns, sentences }) => (
                  <div key={kind}>
                    <p className={classes.columns}>
                      {Object.entries(columns)
                        .map(([what, header]) => `${what}: “${header}”`)
                        .join(', ')}
                    </p>
                    {sentences.map((sentence) => (
                      <p key={sentence} className={classes.sentence}>
                        {sentence}
                      </p>
                    ))}
                  </div>
                ))}
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={`Remove ${fileName}`}
                onClick={() => actions.removeSecondFile(i)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Joining({ fileName, progress: { bytesRead, bytesTotal } }: NonNullable<FileState['joining']>) {
  const percent = bytesTotal > 0 ? Math.round((100 * bytesRead) / bytesTotal) : 0;
  return (
    <div role="status">
      <p className={classes.sentence}>
        Joining {fileName}: {percent} % read
      </p>
      <Progress.Root size="sm">
        <Progress.Section value={percent} aria-label={`Joining ${fileName}`} />
      </Progress.Root>
    </div>
  );
}

function SecondFileInput() {
  const actions = useLab((state) => state.actions);
  const id = useId();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = ''; // so that the same file can be chosen once more
    if (file) actions.joinFile(file);
  };
  return (
    <div className={zoneClasses.zone} data-size="small" data-second-file>
      <IconFilePlus aria-hidden size={18} stroke={1.3} className={zoneClasses.icon} />
      <label htmlFor={id} className={zoneClasses.label}>
        Add a second file
      </label>
      <span aria-hidden className={zoneClasses.button}>
        Choose
      </span>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,.tab,.xlsx,.xlsm,.parquet,.gz,.zip,.json,.jsonl,.ndjson,.xml,.html,.xls,text/csv,text/tab-separated-values,text/plain"
        className={zoneClasses.input}
        onChange={choose}
      />
    </div>
  );
}

/** Reports of a file of several kinds stand together, files in the order of joining. */
function byFile(
  joined: readonly JoinReport[],
): { readonly fileName: string; readonly reports: JoinReport[] }[] {
  const out: { readonly fileName: string; readonly place: number; readonly reports: JoinReport[] }[] = [];
  for (const report of joined) {
    const last = out.at(-1);
    if (last?.place === report.place) last.reports.push(report);
    else out.push({ fileName: report.fileName, place: report.place, reports: [report] });
  }
  return out;
}
