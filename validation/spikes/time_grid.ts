/**
 * The grid that the times of a file lie on: it says which time step was simulated with, or to what times were rounded.
 *
 * @module
 */

/** Grids that are looked for [ms], beside multiples of the time step: those of usual time steps and of usual rounding. */
const GRIDS = [
  ...[10, 5, 2, 1, 0.5, 0.4, 0.25, 0.2, 0.125, 0.1, 0.0625, 0.05, 0.04, 0.03125, 0.025, 0.02, 0.0125, 0.01, 0.005],
  ...[0.0025, 0.002, 0.001, 1e-4],
];

/** Times count as on a grid within this fraction of it, and float32 has so many digits. */
const ON_GRID = 0.01, FLOAT32 = 2 ** -23;

/** Fewer events lie on a coarse grid by chance. */
const LEAST = 10;

/** Least time from the first to the last event [grids]. */
const SPAN = 5;

/** Events that are looked at. */
const MOST = 20_000;

/** The coarsest grid [ms] that all times lie on, up to a common shift; undefined where there is none, or too few events. Times are sorted. */
export function timeGrid(time: Float64Array): number | undefined {
  if (time.length < LEAST) return undefined;
  const stride = Math.max(1, Math.floor(time.length / MOST));
  const span = Math.abs(time.at(-1)! - time[0]);
  const isOn = (grid: number) => {
    // All times may lie at one point of a grid that is coarser than they are apart.
    if (span < SPAN * grid) return false;
    for (let k = 0; k < time.length; k += stride) {
      const x = (time[k] - time[0]) / grid;
      const rounding = FLOAT32 * Math.max(Math.abs(time[k]), Math.abs(time[0])) / grid;
      if (rounding > 0.25 || Math.abs(x - Math.round(x)) > Math.max(ON_GRID, rounding)) return false;
    }
    return true;
  };
  return GRIDS.find(isOn);
}
