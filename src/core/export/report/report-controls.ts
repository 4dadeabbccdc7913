// The part of the report that answers back: sliders for the main rules and for one product's price. The report's own script
// (src/report) draws it, so without scripts and on paper the report is what it was published as.

import type { PriceEnding } from '../../decisions/guardrails/ending.ts';
import { guardrailNamed, type GuardrailSet, scopedRules } from '../../decisions/guardrails/guardrail-list.ts';
import type { ObjectiveName } from '../../decisions/recommendation.ts';
import { upperFirst } from '../../text/format.ts';
import { html, type Html } from './html.ts';
import type { AnswerChoices, ReportAnswers } from './report-answers.ts';

/** The largest percentage each slider reaches, unless the published rule is wider. */
const percentSliders = { largestChangePercent: 50, minMarginPercent: 60 } as const satisfies Partial<
  Record<keyof GuardrailSet, number>
>;
type PercentKey = keyof typeof percentSliders;
const percentKeys = Object.keys(percentSliders) as readonly PercentKey[];
/** Bounds that are typed, since some products cost cents and others thousands. */
const priceKeys = ['minPrice', 'maxPrice'] as const satisfies readonly (keyof GuardrailSet)[];
const objectives: readonly ObjectiveName[] = ['profit', 'revenue'];

const usualEndings: readonly PriceEnding[] = [
  { kind: 'cent' },
  { kind: 'ending', cents: 99 },
  { kind: 'ending', cents: 95 },
  { kind: 'ending', cents: 0 },
  { kind: 'step', step: 0.05 },
  { kind: 'step', step: 0.1 },
  { kind: 'step', step: 0.5 },
  { kind: 'past' },
];

/** The form as it stands for `answers`: fields are found by their names. */
export function controls({ published, products }: ReportAnswers): Html {
  const { objective, level, mostChanges } = published;
  const { all } = published.guardrails;
  const knowsCosts = products.some(({ evidence }) => evidence.terms.unitCost !== null);
  return html`<section id="try" aria-labelledby="try-title">
    <h2 id="try-title">Try other rules and prices</h2>
    <p>
      Move a slider: the first page and the table of all prices update. This file computes everything with its
      own demand model and sends nothing.
    </p>
    <form id="rules">
      ${percentKeys.map((key) => percentSlider(key, all[key], knowsCosts))}
      ${slider('level', 'Chance of gain a change must reach', 50, 99, Math.round(100 * level))}
      ${slider('mostChanges', 'Prices that may change', 0, products.length, mostChanges ?? products.length)}
      ${priceKeys.map(
        (key) =>
          html`<label
            ><span>${labelOf(key)}</span
            ><input
              type="number"
              name="${key}"
              min="0.01"
              step="0.01"
              placeholder="none"
              value="${all[key] ?? ''}"
          /></label>`,
      )}
      <label
        ><span>Prices end in</span
        ><select name="ending">
          ${endings(all.ending).map(
            (ending, i) =>
              html`<option value="${i}" ${selected(isSame(ending, all.ending))}>
                ${endingWords(ending)}
              </option>`,
          )}
        </select></label
      >
      ${
        knowsCosts
          ? html`<label
              ><span>A gain counts in</span
              ><select name="objective">
                ${objectives.map((name) => html`<option value="${name}" ${selected(name === objective)}>${name}</option>`)}
              </select></label
            >`
          : null
      }
    </form>
    <p class="answer-bar" role="status" id="answer"></p>
    <p><button type="button" id="reset">Back to the published rules</button></p>
    <h3>Try a price</h3>
    <form id="price">
      <label
        ><span>Product</span
        ><select name="product">
          ${products.map(({ evidence }, i) => html`<option value="${i}">${evidence.product.name}</option>`)}
        </select></label
      >
      <label><span>Price</span><input type="range" name="price" /><output></output></label>
    </form>
    <div id="tried"></div>
  </section>`;
}

function percentSlider(key: PercentKey, value: number | null, knowsCosts: boolean): Html | null {
  if (key === 'minMarginPercent' && !knowsCosts) return null;
  const most = Math.max(percentSliders[key], Math.ceil(value ?? 0));
  return html`<div class="control">
    <label
      ><input type="checkbox" name="${key}-on" ${value === null ? null : html` checked`} />
      ${labelOf(key)}</label
    ><input
      type="range"
      name="${key}"
      aria-label="${labelOf(key)}, percent"
      min="0"
      max="${most}"
      step="${value !== null && !Number.isInteger(value) ? 'any' : 1}"
      value="${value ?? most}"
    /><output></output>
  </div>`;
}

function slider(name: string, label: string, min: number, max: number, value: number): Html {
  return html`<label class="control"
    ><span>${label}</span
    ><input type="range" name="${name}" min="${min}" max="${max}" step="1" value="${value}" /><output></output
  ></label>`;
}

/** What the page calls the figure. */
function labelOf(key: keyof GuardrailSet): string {
  for (const rule of scopedRules)
    if ('fields' in rule) for (const field of rule.fields) if (field.key === key) return field.label;
  throw new Error(`internal: no rule has the figure ${key}`);
}

function selected(is: boolean): Html | null {
  return is ? html` selected` : null;
}

/** The usual ones, and the published one where it is none of them. */
function endings(published: PriceEnding): readonly PriceEnding[] {
  return usualEndings.some((ending) => isSame(ending, published))
    ? usualEndings
    : [published, ...usualEndings];
}

function isSame(one: PriceEnding, other: PriceEnding): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function endingWords(ending: PriceEnding): string {
  return upperFirst(guardrailNamed('ending').describe({ ending }) ?? '');
}

/** Fields of a form by their names; a box that is not ticked is absent. */
export type FormValues = Readonly<Record<string, string>>;

/**
 * The choices of a form. What was not touched is the published choice itself, so that an untouched form gives the published
 * prices.
 */
export function choicesOf({ published, products }: ReportAnswers, values: FormValues): AnswerChoices {
  const { all } = published.guardrails;
  const percents = Object.fromEntries(
    percentKeys
      .filter((key) => key in values)
      .map((key) => [key, `${key}-on` in values ? Number(values[key]) : null]),
  );
  const prices = Object.fromEntries(
    priceKeys.map((key) => {
      const typed = Number(values[key]);
      return [key, typed > 0 && Number.isFinite(typed) ? typed : null];
    }),
  );
  const most = Number(values['mostChanges']);
  const percent = Number(values['level']);
  return {
    guardrails: {
      ...published.guardrails,
      all: {
        ...all,
        ...percents,
        ...inOrder(prices),
        ending: endings(all.ending)[Number(values['ending'])] ?? all.ending,
      },
    },
    objective: objectives.find((name) => name === values['objective']) ?? published.objective,
    level: percent === Math.round(100 * published.level) ? published.level : percent / 100,
    mostChanges: most >= products.length ? null : most,
  };
}

/** Exchanged where the lowest lies above the highest. */
function inOrder({ minPrice = null, maxPrice = null }: Record<string, number | null>) {
  return minPrice !== null && maxPrice !== null && minPrice > maxPrice
    ? { minPrice: maxPrice, maxPrice: minPrice }
    : { minPrice, maxPrice };
}

/** What stands beside a slider. */
export function sliderWords(name: string, value: string, isOn: boolean, products: number): string {
  if (!isOn) return 'off';
  if (name === 'mostChanges') return Number(value) >= products ? 'any number' : value;
  return `${value} %`;
}
