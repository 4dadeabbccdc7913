// Answers about a file, kept in this browser for the next file with the same header.
//
// What belongs to one file alone, its sheet and its year, is not kept. What cannot be read back is as good as absent.

import type { ReadChoices } from '../core/table/dataset.ts';
import { withoutChoices } from '../core/table/without-choices.ts';
import type { Keepsake } from './lab-services.ts';

const name = 'pricing-lab answers by header';
/** Headers whose answers are kept, the latest first. */
const mostHeaders = 50;

interface Kept {
  readonly headers: string;
  readonly choices: ReadChoices;
}

export class RememberedAnswers {
  private readonly keepsake: Keepsake | null;

  /** Without a keepsake nothing is remembered. */
  constructor(keepsake: Keepsake | null) {
    this.keepsake = keepsake;
  }

  /** The answers given last for a file with these headers, in this order; null without any. */
  of(headers: readonly string[]): ReadChoices | null {
    const key = keyOf(headers);
    return this.all().find((entry) => entry.headers === key)?.choices ?? null;
  }

  keep(headers: readonly string[], given: ReadChoices): void {
    const choices = withoutChoices(given, 'part', 'parts', 'year');
    const others = this.others(headers);
    const isPlain = Object.keys(choices).length === 0;
    this.write(isPlain ? others : [{ headers: keyOf(headers), choices }, ...others]);
  }

  forget(headers: readonly string[]): void {
    this.write(this.others(headers));
  }

  private others(headers: readonly string[]): Kept[] {
    const key = keyOf(headers);
    return this.all().filter((entry) => entry.headers !== key);
  }

  private all(): Kept[] {
    try {
      const kept: unknown = JSON.parse(this.keepsake?.getItem(name) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  private write(entries: readonly Kept[]): void {
    try {
      this.keepsake?.setItem(name, JSON.stringify(entries.slice(0, mostHeaders)));
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  }
}

const keyOf = (headers: readonly string[]) => JSON.stringify(headers);

function isKept(entry: unknown): entry is Kept {
  if (typeof entry !== 'object' || entry === null) return false;
  const { headers, choices } = entry as Partial<Record<keyof Kept, unknown>>;
  return typeof headers === 'string' && typeof choices === 'object' && choices !== null;
}
