// @vitest-environment jsdom

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';

import { draw } from '../component-fixture.tsx';
import { FoldOnPhone } from './fold-on-phone.tsx';
import { Panel } from './panel.tsx';

afterEach(() => vi.unstubAllGlobals());

function asWideAs(pixels: number, medium: 'screen' | 'print' = 'screen'): void {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches:
      (medium === 'screen' || !query.startsWith('screen')) &&
      pixels <= 16 * Number(/max-width: (\d+)em/.exec(query)?.[1]),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

test('FoldOnPhone: a laptop shows what it holds, without a line to open it', () => {
  asWideAs(1366);
  draw(<FoldOnPhone summary="Show the rest">the rest</FoldOnPhone>);
  expect(screen.getByText('the rest')).toBeDefined();
  expect(screen.queryByText('Show the rest')).toBeNull();
});

test('FoldOnPhone: paper, as narrow as a phone, has it all', () => {
  asWideAs(718, 'print');
  draw(<FoldOnPhone summary="Show the rest">the rest</FoldOnPhone>);
  expect(screen.getByText('the rest')).toBeDefined();
});

test('FoldOnPhone: a phone draws it once its line is pressed', async () => {
  asWideAs(390);
  draw(
    <Panel title="All rows" fold="Show the rows">
      row 1
    </Panel>,
  );
  expect(screen.getByRole('region', { name: 'All rows' })).toBeDefined();
  expect(screen.queryByText('row 1')).toBeNull();
  await userEvent.click(screen.getByText('Show the rows'));
  expect(await screen.findByText('row 1')).toBeDefined();
});

test('Panel: where nothing folds, one that begins to keeps what stands in it', async () => {
  asWideAs(1366);
  function Beginning() {
    const [begun, setBegun] = useState(false);
    return (
      <>
        <button onClick={() => setBegun(true)}>Begin</button>
        <Panel title="Settings" {...(begun ? { fold: 'Show the settings' } : {})}>
          <input aria-label="Steps" />
        </Panel>
      </>
    );
  }
  draw(<Beginning />);
  const before = screen.getByLabelText('Steps');
  await userEvent.click(screen.getByText('Begin'));
  expect(screen.getByLabelText('Steps')).toBe(before);
});
