import { shortText } from '../core/text/short-text.ts';

/** The file's name without its ending, as part of another name. */
export function stemOf(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return shortText(stem, 80) || 'project';
}
