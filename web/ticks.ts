/**
 * Round numbers for axes.
 *
 * @module
 */

/** The smallest of 1, 2 and 5 times a power of ten that is at least this. */
export function roundUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return Number((power * ([1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10)).toPrecision(12));
}

/** Multiples of `step` in [from, to]. */
export function multiples(from: number, to: number, step: number): number[] {
  const ticks: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** About so many round numbers in [from, to], at most. */
export function ticksOf(from: number, to: number, most: number): number[] {
  return to > from ? multiples(from, to, roundUp((to - from) / most)) : [from];
}
