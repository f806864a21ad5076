/**
 * Times in milliseconds, as people write them.
 *
 * @module
 */

/**
 * A time [ms] in decimal, without the digits that only rounding makes: 0.30000000000000004 is "0.3".
 *
 * @example
 * ```ts
 * import { milliseconds } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(milliseconds(0.1 * 3), "0.3");
 * ```
 *
 * @category Numbers
 */
export function milliseconds(time: number): string {
  return String(Number(time.toPrecision(12)));
}

/**
 * Time step × dt [ms], as if the product were not rounded: fifteen significant digits hide that, and keep any dt.
 *
 * @example
 * ```ts
 * import { timeOf } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(timeOf(3, 0.1), 0.3);
 * ```
 *
 * @category Numbers
 */
export function timeOf(step: number, dt: number): number {
  return Number((step * dt).toPrecision(15));
}
