// The project of a shop's server, opened by its address: the page is loaded anew, may then ask that one server and says so,
// and the next load may ask none again. The server is the real one, as a process.

import type { Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startServer } from '../../src/headless/service/server-process.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ serviceWorkers: 'allow' });

const token = 'a token of more than sixteen letters'.replaceAll(' ', '-');

test('open from a server: decisions with their day arrive, the policy allows that one origin and goes back', async ({
  page,
  baseURL,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'open-from-server-'));
  await writeFile(join(folder, 'token'), token);
  const args = ['--port', '0', '--token-file', join(folder, 'token')];
  const shop = (name: string) => ['public/demo/catalogue.csv', '--store', join(folder, name), ...args];
  const server = await startServer([...shop('shop'), '--allow-origin', baseURL!]);
  const other = await startServer(shop('other'));
  try {
    const decided = await fetch(`${server.origin}/v1/decisions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'monday',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ action: 'accept', productIds: ['KIT-204'], from: '2027-01-04' }),
    });
    expect(decided.status).toBe(200);
    const [{ price }] = ((await decided.json()) as { changed: [{ price: number }] }).changed;

    await page.goto('/?backend=wasm#/models');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    expect(await connections(page)).toBe("connect-src 'self'");
    const open = async (address: string, shown: string) => {
      await page.getByLabel('Server address').fill(address);
      await page.getByRole('textbox', { name: 'Token' }).fill(shown);
      await page.getByRole('button', { name: 'Open from server' }).click();
    };
    await open(server.origin, 'wrong');
    await expect(page.getByRole('alert')).toContainText('says: The request needs the header “Authorization');
    await open(server.origin, token);
    await expect(page.getByText('Project opened')).toBeVisible();
    expect(await connections(page)).toBe(`connect-src 'self' ${server.origin}`);
    await expect(page.getByRole('status', { name: 'Connections' })).toContainText(
      `this page may connect to ${server.origin}`,
    );

    await page.getByRole('navigation').getByRole('link', { name: 'Prices', exact: true }).click();
    await expect(page.getByText(`"KIT-204" accepted at ${price} from 2027-01-04 on`).first()).toBeAttached();

    // That one and no other, by the browser's own word.
    expect(await refusedByPolicy(page, other.origin)).toBe(true);
    // And it may read, not change: the server holds the page to that as well.
    const change = await fetch(`${server.origin}/v1/guardrails`, {
      method: 'PUT',
      headers: { origin: baseURL!, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(change.status).toBe(403);

    await page.goto('/?backend=wasm#/models');
    await page.reload();
    expect(await connections(page)).toBe("connect-src 'self'");
    expect(await refusedByPolicy(page, server.origin)).toBe(true);

    // A server that was not told of this page does not let it read.
    await open(other.origin, token);
    await expect(page.getByRole('alert')).toContainText(`start it with --allow-origin ${baseURL}`);
  } finally {
    await server.kill('SIGTERM');
    await other.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
});

/** The directive of the page as it was loaded. */
function connections(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      /connect-src [^;]*/.exec(
        document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!,
      )![0],
  );
}

/** Whether the browser refuses a request to that origin because of the page's policy. */
function refusedByPolicy(page: Page, origin: string): Promise<boolean> {
  return page.evaluate(async (asked) => {
    const told = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    );
    const failed = await fetch(`${asked}/healthz/live`).then(
      () => false,
      () => true,
    );
    return failed && (await told) === 'connect-src';
  }, origin);
}
