// The report's rules: each in words, and where a category or a product has its own.

import {
  guardrailDefinitions,
  type GuardrailDefinition,
  type Guardrails,
  type GuardrailSet,
} from '../../decisions/guardrail-rules.ts';

import { html, type Html } from './html.ts';
import { amount, money } from './report-format.ts';

export function guardrailsSection({ all, categories, products }: Guardrails): Html {
  const narrower = [
    ...Object.entries(categories).map(([name, set]) => ({ scope: `category ${name}`, set })),
    ...Object.entries(products).map(([id, set]) => ({ scope: `product ${id}`, set })),
  ];
  return html`<section aria-labelledby="guardrails">
    <h2 id="guardrails">Guardrails</h2>
    <p>Each price passes these rules in this order.</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">For all products</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${guardrailDefinitions.map(
            (definition) =>
              html`<tr>
                <th scope="row">${definition.label}</th>
                <td>${ruleWords(definition, all) ?? 'off'}</td>
                <td>${definition.meaning}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      narrower.length === 0
        ? null
        : html`<table>
            <caption>
              Overruled for some
            </caption>
            <tbody>
              ${narrower.map(
                ({ scope, set }) =>
                  html`<tr>
                    <th scope="row">${scope}</th>
                    <td>
                      ${guardrailDefinitions.flatMap((definition) => saidWords(definition, set)).join('; ')}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

/** What a rule says; null where it is off. */
function ruleWords(definition: GuardrailDefinition, set: GuardrailSet): string | null {
  if (definition.name === 'ending') return endingWords(set.ending);
  const words = definition.fields.flatMap((field) => {
    const value =
      field.key === 'belowPercent' || field.key === 'abovePercent'
        ? set.competitorBand?.[field.key]
        : set[field.key];
    return value == null ? [] : [`${field.label.toLowerCase()} ${amount(value)} ${field.unit}`];
  });
  return words.length === 0 ? null : words.join(', ');
}

/** What a narrower scope says of a rule; nothing where it says nothing. */
function saidWords(definition: GuardrailDefinition, set: Partial<GuardrailSet>): string[] {
  const keys: readonly (keyof GuardrailSet)[] =
    definition.name === 'ending'
      ? ['ending']
      : definition.fields.map(({ key }) =>
          key === 'belowPercent' || key === 'abovePercent' ? 'competitorBand' : key,
        );
  if (!keys.some((key) => set[key] !== undefined)) return [];
  const words = ruleWords(definition, { ...nothingSaid, ...set });
  return [words === null ? `${definition.label.toLowerCase()} off` : words];
}

const nothingSaid: GuardrailSet = {
  largestChangePercent: null,
  minMarginPercent: null,
  minPrice: null,
  maxPrice: null,
  competitorBand: null,
  maxChangesPerWeek: null,
  minAdvertisedPrice: null,
  ending: { kind: 'cent' },
};

function endingWords(ending: GuardrailSet['ending']): string {
  switch (ending.kind) {
    case 'cent':
      return 'any cent';
    case 'ending':
      return `ends in .${String(ending.cents).padStart(2, '0')}`;
    case 'step':
      return `a multiple of ${money(ending.step)}`;
    default:
      return ending satisfies never;
  }
}
