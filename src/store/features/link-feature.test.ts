import { expect, test } from 'vitest';

import { contextOf, settled } from '../context-fixture.ts';
import { usualAdvice } from '../../core/decisions/scenario.ts';
import { linkFeature } from './link-feature.ts';

test('a link: what it asks of the advice outlives the reading of its file, and no later one', async () => {
  const { context, state, become } = contextOf();
  const link = linkFeature(context);
  link.actions.openLink('?sure=0.9&lean=units:0.35&changes=12');
  await settled();
  const asked = { level: 0.9, lean: { towards: 'units', weight: 0.35 }, mostChanges: 12 };
  expect(state().advice).toMatchObject(asked);

  // A file that is read takes back what was asked for another one.
  become({ advice: { ...usualAdvice, level: 0.9 } });
  link.onAllFitted!();
  expect(state().advice).toMatchObject(asked);
  become({ advice: usualAdvice });
  link.onAllFitted!();
  expect(state().advice).toEqual(usualAdvice);
});
