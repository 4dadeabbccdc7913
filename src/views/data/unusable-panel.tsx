// Products that were read but cannot be priced, each with its reason.

import { useState } from 'react';
import { Button } from '@mantine/core';

import type { Dataset } from '../../core/table/dataset.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { Panel } from '../ui/panel.tsx';
import tableClasses from '../ui/plain-table.module.css';

const shownAtFirst = 8;

export function UnusablePanel({ unusable }: { readonly unusable: Dataset['unusable'] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (unusable.length === 0) return null;
  const shown = isWhole ? unusable.slice(0, 500) : unusable.slice(0, shownAtFirst);
  return (
    <Panel
      title="Left out"
      caption={`${formatCountOf(unusable.length, 'product')} cannot be priced from this file.${
        isWhole && unusable.length > 500 ? ' The first 500 are listed.' : ''
      }`}
      aside={
        unusable.length > shownAtFirst ? (
          <Button variant="default" size="xs" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : 'Show all'}
          </Button>
        ) : undefined
      }
      flush
    >
      <div
        className={`${tableClasses.scroller} ${tableClasses.tall}`}
        style={{ maxHeight: 170 }}
        tabIndex={0}
        role="region"
        aria-label="Products left out, scrollable"
      >
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ product, reason }) => (
              <tr key={product.id}>
                <th scope="row">{product.name}</th>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
