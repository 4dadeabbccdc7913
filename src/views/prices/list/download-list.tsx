// The price list, the page's main way out: as CSV or as a workbook, with what was decided about each price.

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';

import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { pricedFile } from '../../../store/suggest-request.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCount } from '../../../core/text/format.ts';
import { mostInWorkbook, savePriceCsv, savePriceWorkbook } from './price-list.ts';

export function DownloadList() {
  const suggestions = useLab((state) => state.suggestions);
  const decisions = useLab((state) => state.book.decisions);
  const fileName = useLab((state) => pricedFile(state)?.fileName ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const tooMany = suggestions.length > mostInWorkbook;
  const save = (kind: 'csv' | 'xlsx') => {
    setProblem(null);
    if (kind === 'csv') return savePriceCsv(fileName, suggestions, decisions);
    savePriceWorkbook(fileName, suggestions, decisions).catch((error: unknown) =>
      setProblem(`The workbook could not be written: ${sentenceOf(error)}`),
    );
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button
            leftSection={<IconDownload aria-hidden size={17} />}
            rightSection={<IconChevronDown aria-hidden size={15} />}
            disabled={suggestions.length === 0}
            {...(suggestions.length === 0 ? { title: 'Read a sales file, or import a model, first.' } : {})}
          >
            Download price list
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('csv')}>CSV, for any spreadsheet</Menu.Item>
          <Menu.Item onClick={() => save('xlsx')} disabled={tooMany}>
            XLSX, for Excel{tooMany ? ` (up to ${formatCount(mostInWorkbook)} products)` : ''}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {problem === null ? null : <span role="alert">{problem}</span>}
    </>
  );
}
