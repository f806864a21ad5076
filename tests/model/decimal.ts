/**
 * Doubles against decimal numbers of any length, without rounding.
 *
 * @module
 */

const bits = new DataView(new ArrayBuffer(8));

/** The unit in the last place of x: its distance to the next larger magnitude. */
export function ulp(x: number): number {
  bits.setFloat64(0, x);
  const exponent = bits.getUint32(0) >>> 20 & 0x7ff;
  return 2 ** (Math.max(exponent, 1) - 1075);
}

/** Decimal places that are kept: 30 digits of anything above 1e-50. */
const PLACES = 80n;

/** A decimal number such as "-1.25e-7" times 10^PLACES, cut off. */
function scaled(digits: string): bigint {
  const [, sign, whole, fraction = "", exponent = "0"] = digits.match(/^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/)!;
  const power = PLACES + BigInt(Number(exponent) - fraction.length);
  const size = BigInt(whole + fraction);
  const value = power >= 0n ? size * 10n ** power : size / 10n ** -power;
  return sign === "-" ? -value : value;
}

/** Error of a double [ulp] against a decimal number, to six decimals. */
export function ulpError(actual: number, digits: string): number {
  const unit = ulp(actual);
  const wholeUnit = 2n ** BigInt(Math.log2(unit) + 1074); // times 2^1074, as are all doubles below: integers
  const difference = BigInt(actual / unit) * wholeUnit * 10n ** PLACES - scaled(digits) * 2n ** 1074n;
  return Number(difference * 1_000_000n / (wholeUnit * 10n ** PLACES)) / 1e6;
}
