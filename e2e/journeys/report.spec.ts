// The report is one file: it opens from disk without network and without scripts, and says what was decided.

import { summarizeTotal } from '../../src/core/decisions/recommendation-total.ts';
import { answering, type ReportAnswers } from '../../src/core/export/report/report-answers.ts';
import { totalSentence } from '../../src/core/export/report/report-first-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { PriceRecord } from '../pages/price-record.ts';

test('report: opens from disk without network and names prices, override, rules and the log', async ({
  lab,
  page,
  browser,
}) => {
  const record = await PriceRecord.ofCatalogue(lab);
  await record.override(12.34, 'Clearance <b>before</b> the new season');
  await expect(lab.suggestedPrice).toContainText('override 12.34');
  await lab.goTo('Models');
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export report').click()]);
  expect(download.suggestedFilename()).toBe('pricing-report-catalogue.html');
  const path = `${await download.path()}.html`;
  await download.saveAs(path);

  const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
  const report = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  report.on('request', (request) => requests.push(new URL(request.url()).protocol));
  report.on('console', (message) => complaints.push(message.text()));
  await report.goto(`file://${path}`);

  await expect(report.getByRole('heading', { level: 1, name: 'Pricing report' })).toBeVisible();
  for (const name of [
    'Prices',
    'What it would change',
    'Product by product',
    'Guardrails',
    'The model',
    'How it learned',
    'Audit log',
  ])
    await expect(report.getByRole('heading', { level: 2, name })).toBeVisible();
  const prices = report.getByRole('region', { name: 'Prices' });
  await expect(prices.getByRole('row')).toHaveCount(61);
  const overridden = prices.getByRole('row').filter({ hasText: 'override' });
  await expect(overridden).toHaveCount(1);
  await expect(overridden).toContainText('12.34');
  await expect(overridden, 'what a person typed stays text').toContainText(
    'Clearance <b>before</b> the new season',
  );
  await expect(report.getByRole('img', { name: /^Demand curve of/ })).toHaveCount(40);
  await expect(report.getByRole('img', { name: /^Return per episode/ })).toBeVisible();
  await expect(report.getByRole('region', { name: 'Audit log' })).toContainText(/[0-9a-f]{64}/);
  expect(requests).toEqual(['file:']);
  expect(complaints).toEqual([]);

  await report.setViewportSize({ width: 390, height: 844 });
  const overflow = await report.locator('html').boundingBox();
  expect(overflow!.width).toBeLessThanOrEqual(390);
  await context.close();
});

test('report: a saved one, opened offline, answers to other rules as the core does', async ({
  lab,
  page,
  browser,
}) => {
  await PriceRecord.ofCatalogue(lab);
  await lab.goTo('Models');
  const [download] = await Promise.all([page.waitForEvent('download'), lab.button('Export report').click()]);
  const path = `${await download.path()}.html`;
  await download.saveAs(path);

  const context = await browser.newContext({ offline: true });
  const report = await context.newPage();
  const complaints: string[] = [];
  report.on('console', (message) => complaints.push(message.text()));
  report.on('pageerror', (error) => complaints.push(error.message));
  await report.goto(`file://${path}`);
  const answer = report.locator('#answer');
  await expect(answer).toHaveText(/^As published\./);
  const published = (await answer.innerText()).replace(/^As published\. /, '');

  const model = JSON.parse(await report.locator('#report-model').innerHTML()) as ReportAnswers;
  const ask = answering(model);
  const rows = report.locator('#price-rows > tr');
  const before = await rows.allInnerTexts();
  for (const percent of [4, 9]) {
    await report.locator('#rules input[type=range][name=largestChangePercent]').fill(String(percent));
    await expect(answer).toHaveText(/^With these rules: /);
    const { guardrails, ...choices } = model.published;
    const list = ask({
      ...choices,
      guardrails: { ...guardrails, all: { ...guardrails.all, largestChangePercent: percent } },
    });
    const wanted = totalSentence(summarizeTotal(list), list.length);
    expect(wanted).not.toBe(published);
    await expect(answer).toHaveText(`With these rules: ${wanted}`);
  }
  expect(await rows.allInnerTexts()).not.toEqual(before);
  await report.locator('#reset').click();
  await expect(answer).toHaveText(`As published. ${published}`);
  expect(await rows.allInnerTexts()).toEqual(before);
  expect(complaints).toEqual([]);
  await context.close();
});
