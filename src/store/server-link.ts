// How the page asks a server that is not its own: only one that a person typed in, only for one load of the page.
//
// The built page's policy says `connect-src 'self'`. Neither header nor meta element can be widened once a page is loaded, so the
// page leaves a wish where its service worker finds it and loads itself anew; the worker then writes that one origin into the
// policy of that one load (.config/offline.ts). The development server sends no such policy.

import { serverWishCache, type ServerWish } from './server-wish.ts';

export interface ServerLink {
  /** The origin of the page itself, for the server to allow. */
  readonly own: string;
  /** The server besides its own that the page may ask: an origin, `any` where the page has no policy, null for none. */
  readonly allowed: string | null;
  /** What the page was loaded anew for; given once. */
  takeWish(): ServerWish | null;
  /** Loads the page anew with a policy that lets it ask that server. @throws Error in a sentence where nothing here can do that. */
  loadFor(wish: ServerWish): Promise<void>;
  /** @throws Error in a sentence where it does not answer, or says no. */
  project(wish: ServerWish): Promise<File>;
}

const wishKey = 'pricing-lab-server';
const patienceMs = 120_000;

export function serverLink(): ServerLink {
  const own = window.location.origin;
  return {
    own,
    allowed: allowedIn(policyOfPage(), own),
    takeWish: () => {
      const text = sessionStorage.getItem(wishKey);
      sessionStorage.removeItem(wishKey);
      return text === null ? null : (JSON.parse(text) as ServerWish);
    },
    loadFor: async (wish) => {
      const worker = 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
      if (!worker)
        throw new Error(
          `The security policy lets this page reach only its own server. Only its service worker can change that, which runs over https or on this machine, from the second visit on. Save ${wish.origin}/v1/project as a file and import that instead.`,
        );
      const folder = new URL('./', worker.scriptURL).href;
      const cache = await caches.open(serverWishCache + folder);
      await cache.put(
        `${folder}server`,
        new Response(JSON.stringify({ origin: wish.origin, at: Date.now() })),
      );
      sessionStorage.setItem(wishKey, JSON.stringify(wish));
      window.location.reload();
    },
    project: (wish) => projectOf(wish, own),
  };
}

function policyOfPage(): string | null {
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return meta?.getAttribute('content') ?? null;
}

/** The one origin in the directive besides the page's own; `any` without a policy. */
export function allowedIn(policy: string | null, own: string): ServerLink['allowed'] {
  if (policy === null) return 'any';
  const sources = /(?:^|;)\s*connect-src ([^;]*)/.exec(policy)?.[1]?.trim().split(/\s+/) ?? [];
  return sources.find((source) => source !== "'self'" && source !== own) ?? null;
}

/** What that server has. @throws Error in a sentence where it does not answer, says no or breaks off. */
export async function projectOf({ origin, token }: ServerWish, own: string): Promise<File> {
  const response = await fetch(`${origin}/v1/project`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw new Error(
      `${origin} does not answer, or does not allow this page: start it with --allow-origin ${own}.`,
      { cause: error },
    );
  });
  if (!response.ok) throw new Error(`${origin} says: ${await problemIn(response)}`);
  const project = await response.blob().catch((error: unknown) => {
    throw new Error(`${origin} broke off before the project was whole: open it again.`, { cause: error });
  });
  return new File([project], `${new URL(origin).hostname}.pricinglab`);
}

/** The sentence of a problem, or its status where the body is none. */
async function problemIn(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof detail === 'string' ? detail : `${response.status} ${response.statusText}`;
}
