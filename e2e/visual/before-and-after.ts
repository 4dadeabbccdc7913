// The sections of an earlier commit beside those of the build at hand, on a laptop and a phone, light and dark: pictures of the
// same addresses after the same clicks, laid side by side in one page (`index.html` in the folder).
//
// The earlier commit is built in a worktree of its own, with the packages that are here, or with its own where they do not do.

import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright';

import type { SectionLabel } from '../../src/views/sections.ts';
import { LabPage } from '../pages/lab-page.ts';

const sizes = [
  { name: 'laptop', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
] as const;
const colorSchemes = ['light', 'dark'] as const;
const trainingSteps = 1_200;

/** A served build. */
export interface Served {
  readonly port: number;
  readonly stop: () => void;
}

/** Serves the build in `folder`/dist until `stop`. */
export async function serveBuild(folder: string, port: number): Promise<Served> {
  const vite = join(process.cwd(), 'node_modules/.bin/vite');
  const server = spawn('node', [vite, 'preview', '--port', String(port), '--strictPort'], {
    cwd: folder,
    stdio: 'ignore',
  });
  for (let tries = 0; tries < 60; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const answer = await fetch(`http://localhost:${port}/`).catch(() => null);
    if (answer?.ok) return { port, stop: () => server.kill() };
    if (server.exitCode !== null) break;
  }
  server.kill();
  throw new Error(
    `No build is served from ${folder}: expected a dist folder there and port ${port} to be free.`,
  );
}

/**
 * Pictures of `reference` and of the build here in `folder`, and its index.html.
 *
 * @throws Error where git knows no such commit, or it cannot be built.
 */
export async function takeBeforeAndAfter(
  browser: Browser,
  reference: string,
  folder: string,
  ports: { readonly before: number; readonly after: number },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { tree, commit, remove } = await builtWorktree(reference);
  try {
    const taken = { before: new Set<string>(), after: new Set<string>() };
    const sections: SectionLabel[] = [];
    for (const [when, from] of [
      ['after', process.cwd()],
      ['before', tree],
    ] as const) {
      const served = await serveBuild(from, ports[when]);
      try {
        for (const size of sizes) {
          const names = await shootAll(browser, served.port, size, (name) => {
            taken[when].add(name);
            return join(folder, `${when}-${name}.png`);
          });
          if (when === 'after' && sections.length === 0) sections.push(...names);
          console.error(`${when}, ${size.name}`);
        }
      } finally {
        served.stop();
      }
    }
    await writeFile(join(folder, 'index.html'), comparisonPage(commit, sections, taken));
  } finally {
    await remove();
  }
}

interface Worktree {
  readonly tree: string;
  /** `7e9af04, 2026-11-28: its subject` */
  readonly commit: string;
  readonly remove: () => Promise<void>;
}

async function builtWorktree(reference: string): Promise<Worktree> {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  const commit = git('log', '-1', '--format=%h, %cs: %s', reference);
  const holder = await mkdtemp(join(tmpdir(), 'pricing-lab-before-'));
  const tree = join(holder, 'tree');
  const remove = async () => {
    execFileSync('git', ['worktree', 'remove', '--force', tree], { stdio: 'ignore' });
    await rm(holder, { recursive: true, force: true });
  };
  git('worktree', 'add', '--detach', tree, reference);
  try {
    const build = () => execFileSync('npm', ['run', 'build'], { cwd: tree, stdio: 'pipe' });
    const packages = join(tree, 'node_modules');
    await symlink(join(process.cwd(), 'node_modules'), packages);
    try {
      build();
    } catch {
      await rm(packages);
      execFileSync('npm', ['ci'], { cwd: tree, stdio: 'inherit' });
      build();
    }
    return { tree, commit, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Every section after a run on the demo catalogue, in both colour schemes; the names of the sections there are. */
async function shootAll(
  browser: Browser,
  port: number,
  size: (typeof sizes)[number],
  fileFor: (name: string) => string,
): Promise<readonly SectionLabel[]> {
  const context = await browser.newContext({
    baseURL: `http://localhost:${port}`,
    viewport: { width: size.width, height: size.height },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const lab = new LabPage(page);
  await lab.open('?backend=wasm');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await lab.goTo('Train');
  await lab.button('Quick look').click();
  await lab.set('Training steps', trainingSteps);
  await lab.button('Start training').click();
  await lab.expectState('finished', 200_000);
  await lab.goTo('Prices');
  await lab.suggestedPrice.waitFor({ timeout: 60_000 });
  await lab.goTo('Monitor');
  await lab.button('Try with simulated newer sales').click();
  await page.getByRole('region', { name: 'Alerts' }).waitFor({ timeout: 100_000 });
  const sections = await lab.sections();
  for (const section of sections) {
    await lab.goTo(section);
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(900);
      await page.screenshot({ path: fileFor(nameOf(section, size.name, colorScheme)) });
    }
  }
  await context.close();
  return sections;
}

function nameOf(section: string, size: string, colorScheme: string): string {
  return `${section.toLowerCase()}-${size}-${colorScheme}`;
}

function comparisonPage(
  commit: string,
  sections: readonly string[],
  taken: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> },
): string {
  const picture = (when: 'before' | 'after', name: string) =>
    taken[when].has(name)
      ? `<img src="${when}-${name}.png" alt="${when}: ${name.replaceAll('-', ', ')}">`
      : '<p>was not there</p>';
  const rows = sections.map((section) => {
    const looks = sizes.flatMap((size) =>
      colorSchemes.map((colorScheme) => {
        const name = nameOf(section, size.name, colorScheme);
        return `<h3>${size.name}, ${size.width} x ${size.height}, ${colorScheme}</h3>
<div class="pair ${size.name}"><figure><figcaption>before</figcaption>${picture('before', name)}</figure>
<figure><figcaption>after</figcaption>${picture('after', name)}</figure></div>`;
      }),
    );
    return `<h2>${section}</h2>\n${looks.join('\n')}`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Before and after</title>
<style>
body { margin: 24px; font: 15px/1.5 system-ui, sans-serif; }
.pair { display: flex; gap: 16px; align-items: flex-start; }
.pair figure { margin: 0; flex: 1 1 0; max-width: 1366px; }
.pair.phone figure { max-width: 390px; }
img { width: 100%; border: 1px solid #bbb; }
</style>
<h1>Before and after</h1>
<p>Before: ${escaped(commit)}. The demo catalogue, ${trainingSteps} steps of training and simulated newer sales in both.</p>
${rows.join('\n')}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
