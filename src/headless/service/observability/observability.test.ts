// The dashboard and the alert rules ask for metrics that there are; Prometheus' own tool reads the rules and the metrics.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { ServiceMetrics } from '../service-metrics.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const hasPromtool = spawnSync('promtool', ['--version']).error === undefined;
if (!hasPromtool) {
  if (process.env['CI'])
    throw new Error('There is no promtool, which the tests in CI need: apt-get install prometheus.');
  console.warn('Tests with promtool are left out: there is none (apt-get install prometheus).');
}

/** Names of the metrics that an expression asks for. */
function asked(expressions: readonly string[]): Set<string> {
  const names = expressions.flatMap((text) => text.match(/\b(pricing|process|nodejs)_[a-z0-9_]+/g) ?? []);
  return new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')));
}

async function known(): Promise<Set<string>> {
  const metrics = await new ServiceMetrics().registry.getMetricsAsJSON();
  return new Set(metrics.map(({ name }) => name));
}

test('dashboard.json: every panel asks for metrics that there are', async () => {
  const { panels } = JSON.parse(readFileSync(path('dashboard.json'), 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  expect(panels.length).toBeGreaterThan(10);
  const names = await known();
  for (const { title, targets } of panels)
    for (const name of asked(targets.map(({ expr }) => expr)))
      expect([title, name, names.has(name)]).toEqual([title, name, true]);
});

test('alerts.yml: every rule asks for metrics that there are', async () => {
  const rules = readFileSync(path('alerts.yml'), 'utf8');
  const names = await known();
  const wanted = asked([rules]);
  wanted.delete('pricing_service'); // the group
  expect(wanted.size).toBeGreaterThan(6);
  for (const name of wanted) expect([name, names.has(name)]).toEqual([name, true]);
});

function promtool(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, said: `${stdout}${stderr}` };
}

test.runIf(hasPromtool)('promtool: the rules are sound and fire when they should', () => {
  expect(promtool(['check', 'rules', path('alerts.yml')])).toMatchObject({ status: 0 });
  expect(promtool(['test', 'rules', path('alerts.test.yml')])).toMatchObject({ status: 0 });
});

test.runIf(hasPromtool)('promtool: the metrics keep the conventions', async () => {
  const metrics = new ServiceMetrics();
  metrics.suggestions.inc({ source: 'cache' });
  metrics.requests.observe({ method: 'POST', route: '/v1/suggest_price', status: '200' }, 0.01);
  const own = (await metrics.registry.metrics())
    .split('\n')
    .filter((line) => !/\b(nodejs|process)_/.test(line)); // those are the library's
  const { status, said } = promtool(['check', 'metrics'], `${own.join('\n')}\n`);
  expect({ status, said }).toEqual({ status: 0, said: '' });
});
