/**
 * Interval of a share that was counted.
 *
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22:209–212 (score interval of a binomial proportion).
 *
 * @module
 */

/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** The 95 % interval of the probability of which `count` of `of` independent trials were. */
export function wilsonInterval(count: number, of: number): { readonly low: number; readonly high: number } {
  const share = count / of, z2 = Z * Z / of;
  const center = share + z2 / 2, half = Z * Math.sqrt(share * (1 - share) / of + z2 / (4 * of));
  return { low: Math.max(0, (center - half) / (1 + z2)), high: Math.min(1, (center + half) / (1 + z2)) };
}
