// The luck of a season: the same for every product and every candidate, so that prices are compared on the same days.

import { Random } from '../random.ts';

const luckSeed = 1;

/** Standard normals that all products of a season share, drawn once: the first ones are the same however many are asked for. */
class Luck {
  private readonly label: string;
  private drawn = new Float64Array(0);

  constructor(label: string) {
    this.label = label;
  }

  /** At least the first `count`; nobody writes into them. */
  first(count: number): Float64Array {
    if (this.drawn.length < count) {
      const random = new Random(luckSeed).fork('season').fork(this.label);
      this.drawn = random.fillNormal(new Float64Array(count));
    }
    return this.drawn;
  }
}

export const demandLuck = new Luck('demand');
export const rivalLuck = new Luck('rival');
