// `npm run screenshots`: the pictures of the README, taken from the real app with the demo catalogue and a real run.
//
// Needs a build. Writes e2e/visual/*.png; with `--all FOLDER` also narrow and dark ones, into a folder for looking at; with
// `--before COMMIT --all FOLDER` every section of that commit beside the one of this build (before-and-after.ts).

import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { chromium, type Browser } from 'playwright';

import { browserArguments, findBrowser } from '../fixtures/browser.ts';
import type { SectionLabel } from '../../src/views/sections.ts';
import { LabPage } from '../pages/lab-page.ts';
import { serveBuild, takeBeforeAndAfter } from './before-and-after.ts';

const port = 4392;
const here = new URL('.', import.meta.url).pathname;
const { values } = parseArgs({ options: { all: { type: 'string' }, before: { type: 'string' } } });

interface Look {
  readonly folder: string;
  readonly suffix: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const readmeLook: Look = { folder: here, suffix: '', width: 1440, height: 900, colorScheme: 'light' };

function allLooks(folder: string): Look[] {
  return [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
    { width: 2560, height: 1440 },
  ].flatMap((size) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      folder,
      suffix: `-${size.width}-${colorScheme}`,
      ...size,
      colorScheme,
    })),
  );
}

async function shoot(browser: Browser, look: Look): Promise<void> {
  const page = await browser.newPage({
    baseURL: `http://localhost:${port}`,
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
  });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`console: ${message.text()}`);
  });
  const lab = new LabPage(page);
  const save = async (name: string) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${look.folder}/${name}${look.suffix}.png` });
  };
  const visit = async (section: SectionLabel, name: string) => {
    await lab.goTo(section);
    await save(name);
  };
  await lab.open('?backend=wasm');
  await save('start');
  await page.getByRole('button', { name: /A catalogue of 60 products/ }).click();
  await page.getByRole('region', { name: 'Found and repaired', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show prices', disabled: false }).first().waitFor();
  await save('data');
  await lab.goTo('Demand');
  await page.getByText(/^Fitting demand/).waitFor({ state: 'hidden', timeout: 60_000 });
  await save('demand');
  await lab.goTo('Train');
  await lab.button('Quick look').click();
  await lab.set('Training steps', 12_000);
  await lab.button('Start training').click();
  await lab.expectState('training');
  await page
    .getByRole('region', { name: 'This run' })
    .getByText(/^[4-9],\d{3}$/)
    .waitFor({ timeout: 120_000 });
  await save('train');
  await lab.button('Stop').click();
  await lab.expectState('finished');
  await lab.goTo('Prices');
  await lab.suggestedPrice.waitFor();
  await save('prices');
  if (look !== readmeLook) {
    await lab.goTo('Monitor');
    await lab.button('Try with simulated newer sales').click();
    await page.getByRole('region', { name: 'Alerts' }).waitFor({ timeout: 60_000 });
    for (const section of await lab.sections()) {
      await visit(section, section.toLowerCase());
      for (const tab of await lab.otherTabs()) {
        await tab.click();
        await save(
          `${section}-${(await tab.innerText()).replace(/\W+/g, ' ').trim()}`
            .toLowerCase()
            .replaceAll(' ', '-'),
        );
      }
    }
  }
  await page.close();
}

async function takePictures(browser: Browser): Promise<void> {
  const server = await serveBuild(process.cwd(), port);
  try {
    const looks = values.all === undefined ? [readmeLook] : allLooks(values.all);
    for (const look of looks) {
      await mkdir(look.folder, { recursive: true });
      await shoot(browser, look);
      console.error(`${look.width} x ${look.height}, ${look.colorScheme}`);
    }
  } finally {
    server.stop();
  }
}

const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserArguments] });
try {
  if (values.before === undefined) await takePictures(browser);
  else {
    if (values.all === undefined) throw new Error('--before needs --all and a folder for the pictures.');
    await takeBeforeAndAfter(browser, values.before, values.all, { before: port + 1, after: port });
  }
} finally {
  await browser.close();
}
