// The script inside a report: reads the model that the report holds, draws the sliders and, whenever one moves, prices everything
// anew with the core's own functions. It reaches for nothing outside its document.

import { controls, choicesOf, sliderWords, type FormValues } from '../core/export/report/report-controls.ts';
import { answeringSteps, type Answer, type ReportAnswers } from '../core/export/report/report-answers.ts';
import { firstPage, totalSentence } from '../core/export/report/report-first-page.ts';
import type { Html } from '../core/export/report/html.ts';
import { money } from '../core/export/report/report-format.ts';
import { firstPriceCell, priceCells } from '../core/export/report/report-prices.ts';
import { byGain } from '../core/decisions/by-gain.ts';
import { summarizeTotal } from '../core/decisions/recommendation-total.ts';
import type { WorkSteps } from '../core/decisions/work-steps.ts';
import { triedPrice } from '../core/export/report/tried-price.ts';

/** Nothing is computed while a slider is still on its way. */
const settleMs = 120;
/** At most so much work without letting the page move. */
const sliceMs = 12;
/** Rows of the price list that are filled in a step. */
const rowsAtOnce = 10;

function answerBack(): void {
  const host = document.getElementById('try-host');
  const stored = document.getElementById('report-model');
  const page = document.getElementById('first-page');
  if (!host || !stored || !page) return;
  const model = JSON.parse(stored.textContent) as ReportAnswers;
  show(host, controls(model));
  const ask = answeringSteps(model);
  const rules = form('rules');
  const published = page.innerHTML;
  let answers: readonly Answer[] | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isUntouched = () => JSON.stringify(choices()) === JSON.stringify(model.published);
  const choices = () => choicesOf(model, valuesOf(rules));
  const tried = priceTrial(() => answers);
  const answer = inSlices(function* () {
    const found = yield* ask(choices());
    answers = found;
    if (isUntouched()) page.innerHTML = published;
    else show(page, firstPage(found));
    document.body.classList.toggle('is-tried', !isUntouched());
    yield;
    yield* fillRows(found);
    const total = totalSentence(summarizeTotal(found), found.length);
    say(isUntouched() ? `As published. ${total}` : `With these rules: ${total}`);
    tried.draw();
  });

  rules.addEventListener('input', () => {
    nameSliders(rules, model.products.length);
    say('Computing …');
    answer.stop();
    clearTimeout(timer);
    timer = setTimeout(answer.begin, settleMs);
  });
  document.getElementById('reset')!.addEventListener('click', () => {
    rules.reset();
    nameSliders(rules, model.products.length);
    say('Computing …');
    clearTimeout(timer);
    answer.begin();
  });
  for (const each of [rules, form('price')])
    each.addEventListener('submit', (event) => event.preventDefault());
  nameSliders(rules, model.products.length);
  rules.reset();
  setTimeout(answer.begin, 0);
}

/** Work in slices, the page's own turn between two of them; begun again, it begins anew. */
function inSlices(work: () => WorkSteps<void>): { readonly begin: () => void; readonly stop: () => void } {
  let next: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(next);
  const begin = () => {
    stop();
    const steps = work();
    const slice = () => {
      const until = performance.now() + sliceMs;
      while (performance.now() < until) if (steps.next().done) return;
      next = setTimeout(slice, 0);
    };
    slice();
  };
  return { begin, stop };
}

/** One product's price, whatever the rules say of it; nothing before there are answers. */
function priceTrial(current: () => readonly Answer[] | null): { draw: () => void } {
  const fields = form('price');
  const product = fields.elements.namedItem('product') as HTMLSelectElement;
  const price = fields.elements.namedItem('price') as HTMLInputElement;
  const draw = () => {
    const answer = current()?.[Number(product.value)];
    if (!answer) return;
    price.nextElementSibling!.textContent = money(Number(price.value));
    show(document.getElementById('tried')!, triedPrice(answer, Number(price.value)));
  };
  const begin = () => {
    const answer = current()?.[Number(product.value)];
    if (!answer) return;
    const { evidence, price: recommended, currentPrice } = answer;
    price.min = evidence.lowest.toFixed(2);
    price.max = evidence.highest.toFixed(2);
    price.step = '0.01';
    price.value = String(recommended ?? currentPrice);
    draw();
  };
  product.addEventListener('change', begin);
  price.addEventListener('input', draw);
  let hasBegun = false;
  return {
    draw: () => {
      if (hasBegun) return draw();
      hasBegun = true;
      begin();
    },
  };
}

/** In the order that a report with these answers would have. */
function* fillRows(answers: readonly Answer[]): WorkSteps<void> {
  const body = document.getElementById('price-rows')!;
  const rows = new Map(
    Array.from(body.querySelectorAll<HTMLTableRowElement>('tr'), (row) => [
      Number(row.dataset['product']),
      row,
    ]),
  );
  const places = new Map(answers.map((answer, place) => [answer, place]));
  for (const [i, answer] of byGain(answers).entries()) {
    const row = rows.get(places.get(answer)!);
    if (!row) continue;
    priceCells(answer).forEach((cell, k) => show(row.cells[firstPriceCell + k]!, cell));
    body.append(row);
    if (i % rowsAtOnce === 0) yield;
  }
}

function nameSliders(rules: HTMLFormElement, products: number): void {
  for (const slider of rules.querySelectorAll<HTMLInputElement>('input[type=range]')) {
    const box = rules.elements.namedItem(`${slider.name}-on`) as HTMLInputElement | null;
    const isOn = box?.checked ?? true;
    slider.disabled = !isOn;
    slider.nextElementSibling!.textContent = sliderWords(slider.name, slider.value, isOn, products);
  }
}

/** Those of disabled fields too: a slider that is off keeps its place. */
function valuesOf(fields: HTMLFormElement): FormValues {
  const values: Record<string, string> = {};
  for (const field of fields.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select'))
    if (field.type !== 'checkbox' || field.checked) values[field.name] = field.value;
  return values;
}

function form(id: string): HTMLFormElement {
  return document.getElementById(id) as HTMLFormElement;
}

function say(sentence: string): void {
  document.getElementById('answer')!.textContent = sentence;
}

/** `html` has escaped whatever came from the file. */
function show(element: Element, content: Html): void {
  element.innerHTML = content.text;
}

answerBack();
