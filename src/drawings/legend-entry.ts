/** What a legend says of one mark of a chart. */
export interface LegendEntry {
  readonly label: string;
  /** A colour of `chartColors`. */
  readonly color: string;
  /** `dash` for dashed lines, `dot` for points, `bar` for areas and bars. */
  readonly mark?: 'line' | 'dash' | 'dot' | 'bar';
}
