// `npm run bench -- faults [--minutes N]`: tries to break the lab and counts what came of it. A failure is printed with its
// cause; the same seeds break the same things again.

import {
  bombs,
  hugeFiles,
  injectedPriceLists,
  mutatedFiles,
  mutatedModels,
  mutatedProjects,
  type Clock,
} from './campaigns.ts';
import { withBuiltPage, type Served } from '../page.ts';
import { killedBrowsers } from './kills.ts';
import { injectedReports } from './reports.ts';

/** At most so many of each, within its share of the time. */
const most = { files: 4000, models: 1000, projects: 1000, kills: 40 };

export async function benchmarkFaults(minutes: number) {
  const clockFor = (limit: number, share: number): Clock => {
    const end = performance.now() + share * minutes * 60_000;
    return (tried) => tried < limit && performance.now() < end;
  };
  const say = (what: string) => console.error(`  ${what} ...`);
  say('mutated sales files');
  const rows = [(await mutatedFiles(clockFor(most.files, 0.2))).row('sales files, mutated, read and fitted')];
  say('files of odd sizes');
  rows.push(
    (await hugeFiles()).row(
      'sales files of 10,000 columns, of 100 MB in a line and their kin, read within 10 s',
    ),
  );
  say('mutated models');
  rows.push(
    (await mutatedModels(clockFor(most.models, 0.1))).row('models, mutated, read and asked for prices'),
  );
  say('mutated projects');
  rows.push((await mutatedProjects(clockFor(most.projects, 0.1))).row('projects, mutated, opened'));
  say('zips that lie about their size');
  rows.push((await bombs()).row('zips of 1 and 4 GB that state 100 bytes or 100 MB'));
  say('injected texts');
  rows.push(
    (await injectedPriceLists()).row('price lists of texts that would run, each read by three separators'),
  );
  await withBuiltPage(async (browser, page, _, { origin }: Served) => {
    await page.close();
    rows.push(
      (await injectedReports(browser)).row('reports of texts that would run, with and without their policy'),
    );
    say('killed browsers');
    const { kills, shown, lost, logsVerified } = await killedBrowsers(origin, clockFor(most.kills, 0.5));
    for (const each of lost.slice(0, 5)) console.error(`    lost: ${each}`);
    rows.push({
      what: 'browsers killed while somebody decides and sets rules',
      value: String(kills),
      unit: 'kills',
      spread: `${shown} times something was shown as kept, ${lost.length} lost; ${logsVerified} of ${Math.max(0, kills - 1)} logs whole`,
    });
  });
  return rows;
}
