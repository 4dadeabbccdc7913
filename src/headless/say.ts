/** A sentence for whoever waits, on standard error: standard output holds what was asked for and nothing else. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
