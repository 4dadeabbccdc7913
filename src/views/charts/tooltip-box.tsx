// The box beside the pointer in every live chart: a heading, then colour, name and value line by line.

import classes from './tooltip-box.module.css';

export interface TooltipLine {
  readonly label: string;
  readonly color: string;
  readonly value: string;
}

export function TooltipBox({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly TooltipLine[];
}) {
  return (
    <div className={classes.box}>
      <div className={classes.title}>{title}</div>
      {lines.map((line) => (
        <div key={line.label} className={classes.line}>
          <span aria-hidden className={classes.swatch} style={{ background: line.color }} />
          <span>{line.label}</span>
          <span className={classes.value}>{line.value}</span>
        </div>
      ))}
    </div>
  );
}
