import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { devHeaders, pagePolicy, siteHeaders } from './site-headers.ts';

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const headers = Object.entries(siteHeaders);

test('site headers: no page may frame this one, in development neither', () => {
  expect(siteHeaders['Content-Security-Policy']).toBe(`${pagePolicy}; frame-ancestors 'none'`);
  expect(devHeaders['Content-Security-Policy']).toBe("frame-ancestors 'none'");
});

test('site headers: public/_headers says the same to static hosts', () => {
  expect(textOf('public/_headers')).toBe(
    `/*\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`,
  );
});

test('site headers: the lines for nginx and Caddy are the same', () => {
  const guide = textOf('.config/serving.md');
  for (const [name, value] of headers) {
    expect(guide).toContain(`  add_header ${name} "${value}" always;\n`);
    expect(guide).toContain(`    ${name} "${value}"\n`);
  }
});
