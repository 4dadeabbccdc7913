// What page and service worker agree on, so that one load of the page may ask one server besides its own.

/** Followed by the address of the page's folder: the cache in which the page leaves its wish. */
export const serverWishCache = 'pricing-lab-server ';
/** A wish that is older than this when the page is loaded is none any more. */
export const wishPatienceMs = 10_000;
/** What may be put into a policy: scheme, host and port, and nothing that could end a directive. */
export const originPattern = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;

export interface ServerWish {
  /** `http://127.0.0.1:8787` */
  readonly origin: string;
  /** null: the server wants none. */
  readonly token: string | null;
}

/**
 * The origin of an address as it was typed; what names no scheme is this machine by http, another one by https.
 *
 * @throws Error in a sentence that says what would be right.
 */
export function originOf(address: string): string {
  const typed = address.trim();
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+)([:/]|$)/i.test(typed);
  const whole = /^[a-z]+:\/\//i.test(typed) ? typed : `${isLocal ? 'http' : 'https'}://${typed}`;
  const origin = URL.canParse(whole) ? new URL(whole).origin : '';
  if (typed === '' || !originPattern.test(origin))
    throw new Error(`Expected the address of a server, such as http://127.0.0.1:8787, got "${typed}".`);
  return origin;
}
