// The experiments' part of the store. What computes is loaded when first asked for: the first page does not need it.

import type { ResultFile } from '../../core/experiments/result-file.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { LabState } from '../lab-state.ts';
import { formForAnyProduct, type ExperimentsActions } from './experiments-state.ts';

export interface ExperimentsHost {
  get(): LabState;
  set(changes: Partial<LabState>): void;
  saveFile(fileName: string, bytes: Uint8Array): void;
}

export function experimentsActions(host: ExperimentsHost): ExperimentsActions {
  /** Results that come late, after another was chosen, change nothing. */
  let asked = 0;

  const readOutOf = (name: string, isResultSimulated: boolean, read: () => Promise<ResultFile>) => {
    const mine = ++asked;
    host.set({ readingResult: name, experimentProblem: null });
    read()
      .then(async (result) => {
        const { readOut } = await import('../../core/experiments/read-out.ts');
        return readOut(result, host.get().writtenPlan?.unitCost ?? null);
      })
      .then(
        (readOut) => {
          if (mine === asked) host.set({ readOut, isResultSimulated, readingResult: null });
        },
        (error: unknown) => {
          if (mine === asked) host.set({ readingResult: null, experimentProblem: sentenceOf(error) });
        },
      );
  };

  const plannedDays = async () => {
    const { writtenPlan } = host.get();
    if (!writtenPlan) return null;
    const { assignDays } = await import('../../core/experiments/assignment.ts');
    return assignDays(writtenPlan.design);
  };

  return {
    planTest: ({ productId, priceA, priceB, measure, holdDays }) => {
      const { data, experimentForm, shownProduct: present } = host.get();
      const histories = data.status === 'ready' ? data.dataset.histories : [];
      const shownProduct = histories.findIndex(({ product }) => product.id === productId);
      if (shownProduct < 0) return;
      const form = formForAnyProduct(experimentForm);
      // A file of weeks cannot say how single days scatter.
      const isCoarse = histories[shownProduct]!.daysPerRow >= 2;
      host.set({
        shownProduct,
        experimentForm: {
          ...form,
          priceA,
          priceB,
          measure: measure ?? (shownProduct === present ? experimentForm.measure : null),
          holdDays: isCoarse ? 7 : (holdDays ?? form.holdDays),
        },
        section: 'experiments',
        touring: false,
      });
    },
    editExperiment: (changes) => host.set({ experimentForm: { ...host.get().experimentForm, ...changes } }),
    writePlan: (plan) => {
      host.set({ writtenPlan: plan, readOut: null, experimentProblem: null });
      const write = async () => {
        const { planCsv } = await import('../../core/experiments/plan-csv.ts');
        const days = (await plannedDays())!;
        const name = plan.design.productId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        host.saveFile(`price-test-${name}.csv`, new TextEncoder().encode(planCsv(plan.design, days)));
      };
      write().catch((error: unknown) => host.set({ experimentProblem: sentenceOf(error) }));
    },
    readTestResult: (file) =>
      readOutOf(file.name, false, async () => {
        const { readResultFile } = await import('../../core/experiments/result-file.ts');
        const bytes = new Uint8Array(await file.arrayBuffer());
        return readResultFile(file.name, bytes, await plannedDays());
      }),
    readSimulatedResult: () =>
      readOutOf('simulated result', true, async () => {
        const { simulatedResult } = await import('../../core/experiments/simulated-result.ts');
        const { data, demand, writtenPlan } = host.get();
        const days = await plannedDays();
        const index =
          data.status === 'ready'
            ? data.dataset.histories.findIndex(({ product }) => product.id === writtenPlan?.design.productId)
            : -1;
        const summary = demand[index];
        if (!days || !writtenPlan || !summary || data.status !== 'ready')
          throw new Error('Write a plan for a product of the loaded file first.');
        const { daysPerRow, unitCost } = data.dataset.histories[index]!;
        return simulatedResult(days, summary, Math.max(1, daysPerRow), unitCost, writtenPlan.design.seed);
      }),
    dismissExperimentProblem: () => host.set({ experimentProblem: null }),
  };
}
