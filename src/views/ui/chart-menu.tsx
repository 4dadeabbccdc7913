// What can be done with a figure: seen as large as the screen, saved as a picture or a table. Loads on its own, so that the first page does not wait for it.

import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { memo, useState } from 'react';

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { chartCsv, type ChartData } from '../../core/export/charts/chart-data.ts';
import classes from './chart-figure.module.css';
import { fileStem, saveFile } from './save-file.ts';

export interface ChartMenuProps {
  readonly title: string;
  readonly figure: () => HTMLElement | null;
  /** The figures behind the chart; null where there are none to save. */
  readonly data: (() => ChartData | null) | null;
}

export const ChartMenu = memo(function ChartMenu({ title, figure, data }: ChartMenuProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const stem = `pricing-lab-${fileStem(title)}`;
  const saveImage = async (ending: 'png' | 'svg') => {
    const drawn = figure();
    if (!drawn) return;
    const { chartPng, chartSvg } = await import('./chart-image.ts');
    saveFile(`${stem}.${ending}`, ending === 'png' ? await chartPng(drawn) : chartSvg(drawn));
  };
  const saveCsv = () => {
    const table = data?.();
    if (!table) return;
    // A byte order mark, so that spreadsheets read UTF-8 as such.
    saveFile(`${stem}.csv`, new Blob(['\uFEFF', chartCsv(table)], { type: 'text/csv' }));
  };
  const enlarge = () => {
    figure()
      ?.requestFullscreen()
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal shadow="md" onOpen={() => setProblem(null)}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Save the chart ${title}`}>
            <IconDotsVertical aria-hidden size={16} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {document.fullscreenEnabled ? (
            <Menu.Item onClick={enlarge}>Full screen (Esc leaves)</Menu.Item>
          ) : null}
          {(['png', 'svg'] as const).map((ending) => (
            <Menu.Item
              key={ending}
              onClick={() => {
                saveImage(ending).catch((error: unknown) => setProblem(sentenceOf(error)));
              }}
            >
              Save as {ending.toUpperCase()}
            </Menu.Item>
          ))}
          {data === null ? null : <Menu.Item onClick={saveCsv}>Save data as CSV</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {problem === null ? null : (
        <span role="alert" className={classes.problem}>
          {problem}
        </span>
      )}
    </>
  );
});
