/** A price and the day it begins on, 0 the first of the season; it holds until the next step. */
export interface ScheduleStep {
  readonly day: number;
  readonly price: number;
}
