// `lab scenario list SCENARIOS.json`: the kept scenarios, what each brings, and deleting one.

import { columnOf, totalRows } from '../../core/decisions/scenario-words.ts';
import { readLine } from '../command.ts';
import { flatRows } from '../flat-rows.ts';
import { scenarioListLine } from '../lines/scenario-lines.ts';
import { readScenariosFile, scenarioNamed, writeScenariosFile } from '../scenarios-file.ts';
import { textTable } from '../text-table.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a file that holds no scenarios, and for one that is not in it. */
export async function scenarioListCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(scenarioListLine, args);
  const file = await readScenariosFile(argument, 'scenario list');
  const gone =
    values.forget === undefined
      ? null
      : scenarioNamed(file.scenarios, values.forget, 'scenario list: --forget');
  const scenarios = file.scenarios.filter((one) => one !== gone);
  if (gone) await writeScenariosFile(argument, { ...file, scenarios }, 'scenario list');
  const lines = scenarios.map(({ name, keptAt, advice, result: { total } }) => ({
    scenario: name,
    keptAt,
    total,
    advice,
  }));
  if (values.csv !== undefined) await writeCsv('scenario list', values.csv, flatRows(lines));
  if (!values.table) {
    scenarios.forEach(({ guardrails }, i) => console.log(JSON.stringify({ ...lines[i], guardrails })));
    return;
  }
  const rows = totalRows(scenarios.map(columnOf));
  console.log(
    textTable(
      ['scenario', ...rows.map(({ label }) => label.toLowerCase())],
      scenarios.map(({ name }, i) => [name, ...rows.map(({ words }) => words[i]!)]),
    ),
  );
}
