// SVG path data of lines, dots, steps and stacked steps, in tenths of a pixel.

/** What was measured, behind a line that smooths it. */
export const rawOpacity = 0.35;

/** Pixels of one point; y is null where there is no value, and not finite where a logarithmic axis has no place for it. */
export interface PathPosition {
  readonly x: number;
  readonly y: number | null;
}

/** A line through the points that have a value; gaps are bridged. */
export function linePath(points: readonly PathPosition[]): string {
  let path = '';
  for (const { x, y } of points) {
    if (y === null || !Number.isFinite(y)) continue;
    path += `${path === '' ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`;
  }
  return path;
}

/** A dot at each point, for a stroke with round ends. */
export function dotsPath(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }) => (Number.isFinite(y) ? `M${tenth(x)} ${tenth(y)}h0` : '')).join('');
}

/** A value that holds from its point to the next one; a gap lifts the pen. */
export function stepPath(points: readonly PathPosition[]): string {
  let path = '';
  let down = false;
  for (const { x, y } of points) {
    if (y === null) {
      if (down) path += `H${tenth(x)}`;
      down = false;
    } else {
      path += down ? `H${tenth(x)}V${tenth(y)}` : `M${tenth(x)} ${tenth(y)}`;
      down = true;
    }
  }
  return path;
}

/** One step of a stacked area: it spans `from` to `to` in height and begins at `x`. */
export interface Band {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** The closed area between two stepped edges; the last band only ends it. */
export function bandPath(bands: readonly Band[]): string {
  const first = bands[0];
  const last = bands.at(-1);
  if (!first || !last || bands.length < 2) return '';
  let path = `M${tenth(first.x)} ${tenth(first.to)}`;
  for (const band of bands.slice(1, -1)) path += `H${tenth(band.x)}V${tenth(band.to)}`;
  path += `H${tenth(last.x)}`;
  for (let index = bands.length - 2; index >= 0; index--) {
    const band = bands[index]!;
    path += `V${tenth(band.from)}H${tenth(band.x)}`;
  }
  return `${path}Z`;
}

function tenth(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}
