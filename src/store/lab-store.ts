// The one store of the page, put together from its features.
//
// Workers, files and downloads come in as `LabServices`, so the store is tested with calls and events in, state out.

import { createStore, type StoreApi } from 'zustand/vanilla';

import type { BackendPreference } from '../core/run/backend.ts';
import type { LabEvent } from '../worker/protocol/lab-protocol.ts';
import type { Effects, Feature, FeatureContext } from './feature.ts';
import { auditFeature, noAudit } from './features/audit-feature.ts';
import { batchFeature, noBatch } from './features/batch-feature.ts';
import { chartViewFeature, keptChartView } from './features/chart-view-feature.ts';
import { costsFeature, noCosts } from './features/costs-feature.ts';
import { columnsFeature, keptColumns } from './features/columns-feature.ts';
import { noDecisionsYet } from './archive/decisions-view.ts';
import { decisionsFeature } from './features/decisions-feature.ts';
import { downloadsFeature, noDownloads } from './features/downloads-feature.ts';
import { experimentsFeature, noExperiments } from './features/experiments-feature.ts';
import { fileFeature } from './features/file-feature.ts';
import { noFile } from './features/file-state.ts';
import { formFeature, usualForm } from './features/form-feature.ts';
import { frontierFeature, noFrontier } from './features/frontier-feature.ts';
import { guardrailsFeature, usualGuardrails } from './features/guardrails-feature.ts';
import { linkFeature, noLink } from './features/link-feature.ts';
import { mapFeature, noPolicyMap } from './features/map-feature.ts';
import { modelsFeature, noModels } from './features/models-feature.ts';
import { monitorFeature, noMonitor } from './features/monitor-feature.ts';
import { atStart, navigationFeature } from './features/navigation-feature.ts';
import { noPairedModels, pairedModelsFeature } from './features/paired-models-feature.ts';
import { noPlay, playFeature } from './features/play-feature.ts';
import { noPriceTests, priceTestsFeature } from './features/price-tests-feature.ts';
import { noPrices, pricesFeature } from './features/prices-feature.ts';
import { noProject, projectFeature } from './features/project-feature.ts';
import { noRun, runFeature } from './features/run-feature.ts';
import { noRuns, runsFeature } from './features/runs-feature.ts';
import {
  noScenarioDifferences,
  scenarioDifferencesFeature,
} from './features/scenario-differences-feature.ts';
import { noScenarios, scenariosFeature } from './features/scenarios-feature.ts';
import { noServer, serverProjectFeature } from './features/server-project-feature.ts';
import { noSweep, sweepFeature } from './features/sweep-feature.ts';
import { noTour, tourFeature } from './features/tour-feature.ts';
import { nothingToUndo, undoFeature } from './features/undo-feature.ts';
import { noUntrained, untrainedFeature } from './features/untrained-feature.ts';
import type { LabServices } from './lab-services.ts';
import type { LabActions, LabState, LabStore } from './lab-state.ts';

export interface LabStoreApi extends StoreApi<LabStore> {
  readonly onLabEvent: (event: LabEvent) => void;
  readonly onLabDeath: (message: string) => void;
  readonly onReaderDeath: (message: string) => void;
}

function initialState(services: LabServices, backendPreference: BackendPreference): LabState {
  return {
    ...atStart,
    ...noFile,
    ...usualForm,
    ...noCosts,
    ...noRun(backendPreference),
    ...noRuns,
    ...noSweep,
    ...noModels,
    ...noPairedModels,
    ...noPrices,
    ...noUntrained,
    ...noScenarios,
    ...noScenarioDifferences,
    ...noFrontier,
    ...noDecisionsYet,
    ...usualGuardrails,
    ...noBatch,
    ...noAudit,
    ...noPolicyMap,
    ...noPlay,
    ...noPriceTests,
    ...noExperiments,
    ...noMonitor,
    ...noDownloads,
    ...noProject,
    ...noServer(services),
    ...nothingToUndo,
    ...noLink,
    ...noTour,
    ...keptColumns(services.keepsake),
    ...keptChartView(services.keepsake),
  };
}

/** The features in the order in which they hear of something; what one needs of another is handed to it. */
function featuresOf(context: FeatureContext) {
  const file = fileFeature(context);
  const prices = pricesFeature(context);
  const decisions = decisionsFeature(context);
  const run = runFeature(context);
  const form = formFeature(context, prices);
  const tests = priceTestsFeature(context, prices, decisions);
  const project = projectFeature(context, file, decisions);
  return {
    file,
    form,
    run,
    models: modelsFeature(context),
    pairedModels: pairedModelsFeature(context),
    runs: runsFeature(context),
    sweep: sweepFeature(context, run),
    navigation: navigationFeature(context, run),
    tests,
    experiments: experimentsFeature(context, tests),
    monitor: monitorFeature(context, file),
    prices,
    untrained: untrainedFeature(context, prices),
    frontier: frontierFeature(context),
    scenarios: scenariosFeature(context),
    scenarioDifferences: scenarioDifferencesFeature(context),
    decisions,
    guardrails: guardrailsFeature(context, prices, decisions),
    costs: costsFeature(context, prices),
    batch: batchFeature(context),
    audit: auditFeature(context),
    map: mapFeature(context),
    play: playFeature(context),
    downloads: downloadsFeature(context),
    project,
    serverProject: serverProjectFeature(context, project.actions),
    columns: columnsFeature(context),
    chartView: chartViewFeature(context),
    undo: undoFeature(context),
    link: linkFeature(context),
    tour: tourFeature(context, run),
  };
}

export function createLabStore(services: LabServices, backendPreference: BackendPreference): LabStoreApi {
  let features: readonly Feature<object>[] = [];
  const tell: FeatureContext['tell'] = (what, ...about) => {
    for (const feature of features) (feature[what] as ((...of: unknown[]) => void) | undefined)?.(...about);
  };
  const store = createStore<LabStore>()((set, get) => {
    const all = featuresOf({ get, set: (changes) => set(changes), services, tell });
    features = Object.values(all);
    return { ...initialState(services, backendPreference), actions: actionsOf(all) };
  });
  store.subscribe(() => tell('onChange'));
  const hears =
    <N extends keyof Effects>(what: N) =>
    (...about: Parameters<NonNullable<Effects[N]>>) =>
      tell(what, ...about);
  return Object.assign(store, {
    onLabEvent: (event: LabEvent) =>
      event.type === 'noBackend' ? tell('onLabDeath', event.message) : tell('onLabEvent', event),
    onLabDeath: hears('onLabDeath'),
    onReaderDeath: hears('onReaderDeath'),
  });
}

function actionsOf(all: ReturnType<typeof featuresOf>): LabActions {
  return all.undo.recorded({
    ...all.file.actions,
    ...all.form.actions,
    ...all.run.actions,
    ...all.models.actions,
    ...all.pairedModels.actions,
    ...all.runs.actions,
    ...all.sweep.actions,
    ...all.navigation.actions,
    ...all.tests.actions,
    ...all.experiments.actions,
    ...all.monitor.actions,
    ...all.prices.actions,
    ...all.untrained.actions,
    ...all.frontier.actions,
    ...all.scenarios.actions,
    ...all.scenarioDifferences.actions,
    ...all.decisions.actions,
    ...all.guardrails.actions,
    ...all.costs.actions,
    ...all.batch.actions,
    ...all.audit.actions,
    ...all.map.actions,
    ...all.play.actions,
    ...all.downloads.actions,
    ...all.project.actions,
    ...all.serverProject.actions,
    ...all.columns.actions,
    ...all.chartView.actions,
    ...all.undo.actions,
    ...all.link.actions,
    ...all.tour.actions,
  });
}
