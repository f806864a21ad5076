/**
 * exp, log and x / (eˣ - 1) from IEEE + − × ÷ alone, so that they give the same bits in every runtime, in JavaScript and
 * in WebAssembly. (The language leaves the accuracy of Math.exp and Math.log to the implementation.)
 *
 * Method and coefficients: Sun's fdlibm 5.3, e_exp.c and e_log.c, whose minimax polynomials are Remez's.
 *
 * @module
 */

/** ln 2 split in two, the first part exact in 33 bits: k × LN2_HIGH is exact for every exponent k. */
const LN2_HIGH = 6.93147180369123816490e-01;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.44269504088896338700;

/** Largest x with finite exp(x); smallest x with exp(x) > 0. */
const EXP_OVERFLOW = 7.09782712893383973096e+02;
const EXP_UNDERFLOW = -7.45133219101941108420e+02;

/** 2^k for k from -1074 to 1023, by doubling from the smallest number there is. */
const POWERS_OF_TWO: Float64Array = new Float64Array(2098);
for (let k = 0, power = Number.MIN_VALUE; k < POWERS_OF_TWO.length; k++, power *= 2) POWERS_OF_TWO[k] = power;

/**
 * c(r) in eʳ = 1 + 2r / (2 - c), for abs(r) <= ln 2 / 2: c = r - r² P(r²) with a degree-4 minimax polynomial P, error
 * below 2^-59. Summed in pairs (Estrin's scheme): shorter chains of dependence make exp 15 % faster.
 */
function remezC(r: number): number {
  const t = r * r;
  const low = 1.66666666666666019037e-01 + t * -2.77777777770155933842e-03;
  const high = 6.61375632143793436117e-05 + t * -1.65339022054652515390e-06 + (t * t) * 4.13813679705723846039e-08;
  return r - t * (low + (t * t) * high);
}

/** eˣ / 2^k, for the integer k next to x / ln 2. */
function expMantissa(x: number, k: number): number {
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = remezC(r);
  return 1 - ((low - (r * c) / (2 - c)) - high);
}

/**
 * eˣ. Error below 1 ulp for normal results; exp(-Infinity) = 0, exp(Infinity) = Infinity, exp(NaN) = NaN.
 *
 * @category Numbers
 */
export function exp(x: number): number {
  if (!(x > -707 && x < 709)) return expOutside(x);
  const row = (x * INVERSE_LN2 + 1074.5) | 0; // | 0 is a floor here, and fast: the sum is positive
  return expMantissa(x, row - 1074) * POWERS_OF_TWO[row];
}

/** eˣ where it is huge, tiny or not a number: 2^k is multiplied in two parts, so that neither overflows. */
function expOutside(x: number): number {
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const half = k < 0 ? -1000 : 1000;
  return x !== x ? x : expMantissa(x, k) * POWERS_OF_TWO[k - half + 1074] * POWERS_OF_TWO[half + 1074];
}

/**
 * x / (eˣ - 1), continued by its limit 1 at x = 0: the removable singularity of the rate functions.
 * Error below 4 ulp up to x = 709.78; beyond, where eˣ overflows and the quotient is below 4e-306, 0.
 * exprelr(-Infinity) = Infinity, exprelr(Infinity) = 0.
 *
 * @category Numbers
 */
export function exprelr(x: number): number {
  // With eˣ = 1 + 2x / (2 - c) the quotient is exactly 1 - c / 2: no division, and nothing special at 0.
  if (x < 0.34 && x > -0.34) return 1 - 0.5 * remezC(x);
  const growth = exp(x) - 1;
  return growth === Infinity ? 0 : x / growth;
}

const bits: DataView = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm. Error below 1 ulp; log(0) = -Infinity, log of a negative number and of NaN = NaN.
 *
 * @category Numbers
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  // Reduce: x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2).
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984; // 2^54: a subnormal number becomes normal
    k = -54;
  }
  bits.setFloat64(0, x);
  const word = bits.getInt32(0);
  k += (word >>> 20) - 1023;
  bits.setInt32(0, (word & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa >= 1.4142135623730951) {
    mantissa *= 0.5;
    k++;
  }
  const f = mantissa - 1;
  // Approximate: log(1 + f) = f - f²/2 + s (f²/2 + R), with s = f / (2 + f).
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const odd = z * (6.666666666666735130e-01 +
    w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - ((half - (s * (half + (even + odd)) + k * LN2_LOW)) - f);
}
