// The report's rules: each in words, and where a category or a product has its own.

import { pageWords } from '../../text/page-words.ts';
import {
  relationsOf,
  scopedRules,
  type Guardrails,
  type GuardrailSet,
  type Rule,
} from '../../decisions/guardrails/guardrail-list.ts';

import { relationKinds } from '../../decisions/relations/relation-list.ts';
import { html, type Html } from './html.ts';

/** The rules in force, for all products, categories and single products, and the relations between products. */
export function guardrailsSection(guardrails: Guardrails): Html {
  const { all, categories, products } = guardrails;
  const set = relationsOf(guardrails);
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
          ${scopedRules.map(
            (rule) =>
              html`<tr>
                <th scope="row">${rule.label}</th>
                <td>${rule.describe(all) ?? 'off'}</td>
                <td>${pageWords(rule.meaning)}</td>
              </tr>`,
          )}
          ${relationKinds.map(
            (kind) =>
              html`<tr>
                <th scope="row">${kind.label}</th>
                <td>${kind.describe(set) ?? 'off'}</td>
                <td>${pageWords(kind.meaning)}</td>
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
              Exceptions
            </caption>
            <tbody>
              ${narrower.map(
                ({ scope, set }) =>
                  html`<tr>
                    <th scope="row">${scope}</th>
                    <td>${scopedRules.flatMap((rule) => saidWords(rule, set)).join('; ')}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

/** What a narrower scope says of a rule; nothing where it says nothing. */
function saidWords(rule: Rule, set: Partial<GuardrailSet>): string[] {
  if (!Object.keys(rule.usual).some((key) => key in set)) return [];
  return [rule.describe({ ...rule.off, ...set }) ?? `${rule.label.toLowerCase()} off`];
}
