// What a request that cannot be done is told: problem+json (RFC 9457) with one sentence.

/** Each kind with its status and title; `type` is `urn:pricing-lab:KIND`. */
const problemKinds = {
  malformed: { status: 400, title: 'The request cannot be read' },
  unauthorised: { status: 401, title: 'A token is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  notFound: { status: 404, title: 'Not found' },
  notAllowed: { status: 405, title: 'Method not allowed' },
  tooSlow: { status: 408, title: 'The request came too slowly' },
  conflict: { status: 409, title: 'Not possible in the current state' },
  circuitBreaker: { status: 409, title: 'The list was stopped' },
  tooLarge: { status: 413, title: 'The request is too large' },
  wrongType: { status: 415, title: 'Format not supported' },
  unusable: { status: 422, title: 'The content cannot be used' },
  keyReused: { status: 422, title: 'The Idempotency-Key belongs to another request' },
  tooManyHeaders: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  storeReplaced: { status: 503, title: 'The store has lost what was acknowledged' },
  timedOut: { status: 503, title: 'It took too long' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;
export type ProblemKind = keyof typeof problemKinds;

/** Thrown wherever a request cannot be done; answered as problem+json. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;

  /** `detail`: one sentence that says what would be right. */
  constructor(kind: ProblemKind, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.kind = kind;
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export function problemBody(kind: ProblemKind, detail: string): ProblemBody {
  const { status, title } = problemKinds[kind];
  return { type: `urn:pricing-lab:${kind}`, title, status, detail };
}

export const problemType = 'application/problem+json';
