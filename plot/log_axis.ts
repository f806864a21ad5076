/**
 * Logarithmic axes: their domain and their ticks.
 *
 * @module
 */

/** Space beyond the smallest and the largest value, as a factor. */
export const LOG_ROOM = 1.5;

/** From the smallest to the largest of the values, which are positive, with room at both ends. */
export function logDomain(values: readonly number[]): [number, number] {
  return [Math.min(...values) / LOG_ROOM, Math.max(...values) * LOG_ROOM];
}

/** 1, 2 and 5 times the powers of ten in the domain. */
export function logTicks([low, high]: readonly [number, number]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const digit of [1, 2, 5]) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
