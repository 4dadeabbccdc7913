// What a command assumes of costs where its file has none: one margin for all, or all that the page can say as a file.

import { noAssumptions, type CostAssumptions } from '../core/table/assumed-cost.ts';
import { costAssumptionsSchema } from '../core/table/assumed-cost-schema.ts';
import { jsonFile } from './json-file.ts';

/** @throws Error in one sentence that begins with the command's name, or names the file and what is wrong in it. */
export async function costsFrom(
  command: string,
  { costs, margin }: { readonly costs: string | undefined; readonly margin: number | undefined },
): Promise<CostAssumptions> {
  if (costs !== undefined && margin !== undefined)
    throw new Error(`${command}: --margin is for all products, --costs for each: give one of them`);
  if (costs !== undefined)
    return jsonFile(costs, {
      command,
      what: 'assumed costs such as {"all": {"kind": "margin", "percent": 30}}',
      schema: costAssumptionsSchema,
    });
  return margin === undefined
    ? noAssumptions
    : { ...noAssumptions, all: { kind: 'margin', percent: margin } };
}
