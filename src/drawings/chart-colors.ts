// The colours of the charts, as CSS variables (`chart-colors.css` gives their two values), so that a chart needs no
// re-render when light turns dark. The palette is Okabe and Ito's ("Color Universal Design",
// https://jfly.uni-koeln.de/color/), darkened for light grounds and lightened for dark ones until every colour has at
// least 3 : 1 against its card.

/**
 * Colours of chart marks, grids and words, as CSS variables: usable as `stroke`, `fill` or `color`.
 *
 * `price`, `sales`, `rival` and `stock` mean the same thing in every chart of the page.
 */
export const chartColors = {
  blue: 'var(--chart-blue)',
  vermillion: 'var(--chart-vermillion)',
  green: 'var(--chart-green)',
  purple: 'var(--chart-purple)',
  orange: 'var(--chart-orange)',
  sky: 'var(--chart-sky)',
  yellow: 'var(--chart-yellow)',
  grey: 'var(--chart-grey)',

  price: 'var(--chart-blue)',
  sales: 'var(--chart-orange)',
  units: 'var(--chart-orange)',
  stock: 'var(--chart-green)',
  rival: 'var(--chart-purple)',
  profit: 'var(--chart-green)',

  grid: 'var(--chart-grid)',
  axis: 'var(--chart-axis)',
  /** A quiet ground behind marks, such as an interval. */
  band: 'var(--chart-band)',
  /** Words within a chart. */
  text: 'var(--chart-text)',
} as const;

/** Colours of series that have no meaning of their own, in the order to use them. */
export const chartSeries = [
  chartColors.blue,
  chartColors.orange,
  chartColors.green,
  chartColors.purple,
  chartColors.vermillion,
  chartColors.sky,
  chartColors.yellow,
  chartColors.grey,
] as const;
