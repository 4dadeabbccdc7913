// A new model on the newest sales, compared and proposed; promoted where a rule may and it is no worse.

import { promote, proposeRetrained, ruleProblem } from '../shop/served-models.ts';
import { settingsOf } from '../shop/served-shop.ts';
import type { ScheduleKind } from './schedule.ts';

export const retrain = {
  name: 'retrain',
  meaning: 'trains a model on newer sales, compares it with the one in use and proposes it',
  run: async ({ shop, metrics, promoter, retrainSteps }) => {
    const state = await shop.state();
    const { sales, models, modelInUse, allSales } = state;
    if (!sales) return { outcome: 'nothing', sentence: 'There are no sales to learn from.' };
    if (models.some((model) => model.sales === sales.fingerprint))
      return { outcome: 'nothing', sentence: 'There is already a model of these sales.' };
    const inUse = models.find(({ model }) => model === modelInUse);
    const learned = inUse && allSales.find(({ fingerprint }) => fingerprint === inUse.sales);
    const { advice, marginPercent, runTask } = shop.options;
    const retrained = await runTask('retrain', {
      files: await shop.salesFiles(sales),
      marginPercent,
      guardrails: state.guardrails,
      advice,
      incumbent: inUse
        ? {
            bytes: await shop.blob(inUse.model, `of ${inUse.name}`),
            files: learned ? await shop.salesFiles(learned) : null,
          }
        : null,
      settings: settingsOf(state),
      steps: retrainSteps,
    });
    const model = await proposeRetrained(shop, retrained);
    const { comparison } = retrained;
    const proposed = `${retrained.name} is proposed. ${comparison.sentence}`;
    if (promoter === 'person') return { outcome: 'done', sentence: `${proposed} A person decides.` };
    const problem = ruleProblem({ comparison });
    if (problem !== null)
      return { outcome: 'done', sentence: `${proposed} The rule leaves the decision to a person.` };
    const { status, body } = await promote(shop, null, model, { by: 'rule', confirmed: false });
    if (status < 400) return { outcome: 'done', sentence: `${proposed} The rule has promoted it.` };
    const { detail, reason = 'unknown' } = JSON.parse(body) as {
      readonly detail: string;
      readonly reason?: string;
    };
    metrics.breakerStops.inc({ reason });
    return { outcome: 'done', sentence: `${proposed} The circuit breaker stopped it: ${detail}` };
  },
} as const satisfies ScheduleKind;
