// A figure that was estimated, and how sure it is.

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}
