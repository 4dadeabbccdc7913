// The lab without a browser: `npm run --silent lab -- COMMAND ...`.
//
// JSON goes to standard output, progress and errors to standard error; bad input ends with exit code 1 and one
// sentence. `--help` after any command prints what it takes.

import { runLab } from './run-lab.ts';

// Whoever reads the answer has read enough (`lab read FILE | head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runLab(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});
