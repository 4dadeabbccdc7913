// Opening the project of a shop's server, whose address a person types in.

import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { isActive } from '../run-view.ts';
import { originOf, type ServerWish } from '../server-wish.ts';
import type { ProjectActions } from './project-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends ServerProjectState {}
  interface LabActions extends ServerProjectActions {}
}

export interface ServerProjectState {
  /** The server besides its own that the page may ask until it is loaded anew; null: none. */
  readonly allowedServer: string | null;
  /** Whether a server is being asked for its project. */
  readonly askingServer: boolean;
}

export interface ServerProjectActions {
  /** Opens the project of the server at `address`; the page is loaded anew first where its policy does not let it ask. */
  openFromServer(address: string, token: string): void;
  /** Goes on with what the page was loaded anew for, if it was. */
  continueFromServer(): void;
}

export function noServer(services: Pick<FeatureContext['services'], 'serverLink'>): ServerProjectState {
  const allowed = services.serverLink?.allowed ?? null;
  return { allowedServer: allowed === 'any' ? null : allowed, askingServer: false };
}

export function serverProjectFeature(
  { get, set, services }: FeatureContext,
  { openProject }: Pick<ProjectActions, 'openProject'>,
): Feature<ServerProjectActions> {
  const link = services.serverLink ?? null;

  const ask = async (wish: ServerWish) => {
    set({ askingServer: true, exportProblem: null, projectNote: null });
    try {
      openProject(await link!.project(wish));
    } finally {
      set({ askingServer: false });
    }
  };

  const attempt = (work: () => Promise<void>) => {
    work().catch((error: unknown) => set({ exportProblem: sentenceOf(error) }));
  };

  return {
    actions: {
      openFromServer: (address, token) =>
        attempt(async () => {
          if (!link || get().askingServer) return;
          if (isActive(get().run))
            throw new Error(
              'A run is under way, and a project would replace it: stop it or let it finish first.',
            );
          const origin = originOf(address);
          const wish = { origin, token: token.trim() === '' ? null : token.trim() };
          const mayAsk = link.allowed === 'any' || link.allowed === origin || link.own === origin;
          await (mayAsk ? ask(wish) : link.loadFor(wish));
        }),
      continueFromServer: () =>
        attempt(async () => {
          const wish = link?.takeWish() ?? null;
          if (!wish) return;
          if (link!.allowed !== wish.origin)
            throw new Error(
              `The page was reloaded for ${wish.origin}, but its security policy did not change. Save ${wish.origin}/v1/project as a file and import that instead.`,
            );
          await ask(wish);
        }),
    },
  };
}
