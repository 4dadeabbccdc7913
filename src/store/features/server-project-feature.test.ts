import { expect, test } from 'vitest';

import { contextOf, settled } from '../context-fixture.ts';
import { emptyRun } from '../run-view.ts';
import type { ServerLink } from '../server-link.ts';
import type { ServerWish } from '../server-wish.ts';
import { serverProjectFeature } from './server-project-feature.ts';

const server = 'http://127.0.0.1:8787';

function opening(changes: Partial<ServerLink> = {}, state = {}) {
  const asked: ServerWish[] = [];
  const loadedFor: ServerWish[] = [];
  const opened: string[] = [];
  const serverLink: ServerLink = {
    own: 'http://localhost:4173',
    allowed: null,
    takeWish: () => null,
    loadFor: (wish) => Promise.resolve(void loadedFor.push(wish)),
    project: (wish) => {
      asked.push(wish);
      return Promise.resolve(new File(['zip'], 'shop.pricinglab'));
    },
    ...changes,
  };
  const { context, state: now } = contextOf(state, { serverLink });
  const { actions } = serverProjectFeature(context, { openProject: (file) => void opened.push(file.name) });
  return { actions, asked, loadedFor, opened, now };
}

test('openFromServer: a page that may not ask is loaded anew for it, and asks nothing before', async () => {
  const { actions, asked, loadedFor, opened } = opening();
  actions.openFromServer('127.0.0.1:8787', ' secret ');
  await settled();
  expect({ asked, opened }).toEqual({ asked: [], opened: [] });
  expect(loadedFor).toEqual([{ origin: server, token: 'secret' }]);
});

test('openFromServer: a server that may be asked is asked, and its project opened', async () => {
  for (const allowed of [server, 'any'] as const) {
    const { actions, asked, loadedFor, opened } = opening({ allowed });
    actions.openFromServer(server, '');
    await settled();
    expect({ asked, loadedFor, opened }).toEqual({
      asked: [{ origin: server, token: null }],
      loadedFor: [],
      opened: ['shop.pricinglab'],
    });
  }
});

test('continueFromServer: goes on where the policy has the origin, and never tries a second time', async () => {
  const takeWish = () => ({ origin: server, token: null });
  const good = opening({ allowed: server, takeWish });
  good.actions.continueFromServer();
  await settled();
  expect(good.opened).toEqual(['shop.pricinglab']);
  const bad = opening({ allowed: null, takeWish });
  bad.actions.continueFromServer();
  await settled();
  expect({ asked: bad.asked, loadedFor: bad.loadedFor }).toEqual({ asked: [], loadedFor: [] });
  expect(bad.now().exportProblem).toContain('its security policy did not change');
  const none = opening();
  none.actions.continueFromServer();
  await settled();
  expect(none.now().exportProblem).toBeNull();
});

test('openFromServer: a run under way, an address that is none and a server that says no are sentences', async () => {
  const busy = opening({ allowed: 'any' }, { run: { ...emptyRun, state: 'training' } });
  busy.actions.openFromServer(server, '');
  await settled();
  expect(busy.now().exportProblem).toContain('A run is under way');
  const wrong = opening();
  wrong.actions.openFromServer('ftp://x', '');
  await settled();
  expect(wrong.now().exportProblem).toContain('Expected the address of a server');
  const refusing = opening({ allowed: 'any', project: () => Promise.reject(new Error('no token')) });
  refusing.actions.openFromServer(server, '');
  await settled();
  expect(refusing.now()).toMatchObject({ exportProblem: 'no token', askingServer: false });
});
