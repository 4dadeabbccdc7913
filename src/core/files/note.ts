// What is to be said of a file that was understood: kind, severity, what was found, what is done, an example.

export type Note = readonly [
  kind: string,
  severity: 'info' | 'repaired' | 'attention',
  found: string,
  done: string,
  example: string,
];
