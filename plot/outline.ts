/**
 * A curve with fewer points and the same picture: of the points that share a column of pixels only the first, the last,
 * the lowest and the highest can be seen.
 *
 * Source: Jugel, Jerzak, Hackenbroich & Markl 2014, M4: a visualization-oriented time series data aggregation,
 * PVLDB 7(10), section 4.2. Gaps are ours.
 *
 * @module
 */

/** Points of a curve, x ascending; where y is NaN the curve has a gap. */
export interface Curve {
  /** Horizontal coordinates. */
  readonly x: Float64Array;
  /** Vertical coordinates. */
  readonly y: Float64Array;
}

/** The curve's outline, if it is drawn over so many columns of pixels; the curve itself where it has few points. */
export function outline({ x, y }: Curve, columns: number): Curve {
  const points = y.length;
  if (points <= 4 * columns) return { x, y };
  const kept: number[] = [], span = x[points - 1] - x[0];
  const column = (k: number): number =>
    span > 0 ? Math.min(columns - 1, Math.floor((x[k] - x[0]) / span * columns)) : 0;
  for (let first = 0, end = 0; first < points; first = end) {
    let lowest = first, highest = first, gap = first;
    for (end = first; end < points && column(end) === column(first); end++) {
      if (y[end] < y[lowest] || Number.isNaN(y[lowest])) lowest = end;
      if (y[end] > y[highest] || Number.isNaN(y[highest])) highest = end;
      if (Number.isNaN(y[end])) gap = end;
    }
    kept.push(...new Set([first, lowest, highest, gap, end - 1].sort((a, b) => a - b)));
  }
  return { x: Float64Array.from(kept, (k) => x[k]), y: Float64Array.from(kept, (k) => y[k]) };
}
