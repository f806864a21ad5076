/** exp, log, x / (eˣ - 1) and the rate functions against mpmath; see fixtures/elementary/README.md. */

import { assert, assertAlmostEquals, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { exp, exprelr, log } from "../../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState, timeConstant } from "../../model/kinetics.ts";
import { PROPERTY } from "../arbitraries.ts";

/**
 * Errors [ulp] that elementary.ts states, and the largest that were seen among 10^7 random arguments: the fixture holds
 * the arguments where they were seen, so a worse function shows.
 */
const ELEMENTARY = {
  exp: { stated: 1, seen: 0.905 },
  log: { stated: 1, seen: 0.86 },
  exprelr: { stated: 4, seen: 3.941 },
};

/**
 * Largest errors [ulp] of the rates for u in [-60, 150] mV, as seen. They exceed those of exp and exprelr because the
 * argument x, for instance (40 - u) / 5, is rounded, by half an ulp at each operation that is not exact, and eˣ is off
 * by abs(x) times that: where the rate is not flat, abs(x) reaches 18 (αₘ), 22 (βₘ), 4.3 (αₕ), 20 (βₕ), 15 (αₙ) and
 * 1.8 (βₙ).
 */
const RATES = {
  alphaM: { rate: alphaM, seen: 17.5, singularity: 13 },
  betaM: { rate: betaM, seen: 15, singularity: 40 },
  alphaH: { rate: alphaH, seen: 8.5, singularity: undefined },
  betaH: { rate: betaH, seen: 27.5, singularity: undefined },
  alphaN: { rate: alphaN, seen: 20, singularity: 15 },
  betaN: { rate: betaN, seen: 2.6, singularity: undefined },
};

/** Errors [ulp] within 0.01 mV of a singularity: constant, exprelr and product, half an ulp each or little more. */
const NEAR_SINGULARITY = 2;

interface Table {
  /** The double next to the value. */
  readonly nearest: readonly number[];
  /** Value minus nearest, in ulp of nearest. */
  readonly residual: readonly number[];
}

interface Fixture {
  readonly functions: Readonly<Record<"exp" | "log" | "exprelr", Table & { readonly x: readonly number[] }>>;
  readonly rates: Readonly<Record<keyof typeof RATES, Table>> & { readonly u: readonly number[] };
}

const path = new URL("../../fixtures/elementary/elementary.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(path));

const bits = new DataView(new ArrayBuffer(8));

/** The unit in the last place of x: its distance to the next larger magnitude. */
function ulp(x: number): number {
  bits.setFloat64(0, x);
  const exponent = bits.getUint32(0) >>> 20 & 0x7ff;
  return 2 ** (Math.max(exponent, 1) - 1075);
}

/** Errors [ulp] of f at the arguments of a table. */
function errors(f: (x: number) => number, x: readonly number[], { nearest, residual }: Table): number[] {
  return x.map((x, k) => Math.abs((f(x) - nearest[k]) / ulp(nearest[k]) - residual[k]));
}

/** Requires errors of at most `seen`, and that `seen` is not too loose a bound: errors of at least 0.9 of it. */
function assertWorst(errors: readonly number[], x: readonly number[], seen: number): void {
  const worst = Math.max(...errors);
  const where = `error ${worst} ulp at ${x[errors.indexOf(worst)]}`;
  assert(worst <= seen, `${where}, more than ${seen}`);
  assert(worst >= 0.9 * seen, `${where}, the bound ${seen} has become too loose`);
}

for (const [name, f] of Object.entries({ exp, log, exprelr })) {
  const { stated, seen } = ELEMENTARY[name as keyof typeof ELEMENTARY];
  const table = fixture.functions[name as keyof typeof ELEMENTARY];

  Deno.test(`${name} is within ${stated} ulp of mpmath's at ${table.x.length} arguments, at worst ${seen}`, () => {
    assert(seen < stated);
    assertWorst(errors(f, table.x, table), table.x, seen);
  });
}

for (const [name, { rate, seen, singularity }] of Object.entries(RATES)) {
  const u = fixture.rates.u;
  const table = fixture.rates[name as keyof typeof RATES];

  Deno.test(`${name} is within ${seen} ulp of the printed formula for u from -60 to 150 mV`, () => {
    assertWorst(errors(rate, u, table), u, seen);
  });

  if (singularity === undefined) continue;
  Deno.test(`${name} is within ${NEAR_SINGULARITY} ulp of the formula's continuation around ${singularity} mV`, () => {
    const all = errors(rate, u, table);
    const near = u.flatMap((u, k) => Math.abs(u - singularity) < 0.01 ? [k] : []);
    assert(near.length > 20 && near.some((k) => u[k] === singularity));
    for (const k of near) assert(all[k] < NEAR_SINGULARITY, `error ${all[k]} ulp at ${u[k]} mV`);
  });
}

/** The double `steps` above x. */
function stepped(x: number, steps: bigint): number {
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x < 0 ? -steps : steps));
  return bits.getFloat64(0);
}

Deno.test("exp has its special values, and overflows and underflows where its results do", () => {
  assertStrictEquals(exp(0), 1);
  assertStrictEquals(exp(-0), 1);
  assertStrictEquals(exp(Infinity), Infinity);
  assertStrictEquals(exp(-Infinity), 0);
  assertStrictEquals(exp(NaN), NaN);
  assertStrictEquals(exp(Number.MIN_VALUE), 1);
  assertStrictEquals(exp(-Number.MIN_VALUE), 1);
  assertStrictEquals(exp(Number.MAX_VALUE), Infinity);
  assertStrictEquals(exp(-Number.MAX_VALUE), 0);
  const largest = 709.782712893384, smallest = -745.1332191019411;
  assert(exp(largest) < Infinity);
  assertStrictEquals(exp(stepped(largest, 1n)), Infinity);
  assertStrictEquals(exp(smallest), Number.MIN_VALUE);
  assertStrictEquals(exp(stepped(smallest, -1n)), 0);
});

Deno.test("exp never decreases", () => {
  const law = fc.property(
    fc.double({ min: -750, max: 715, noNaN: true }),
    fc.integer({ min: -50, max: 3 }),
    (x, power) => {
      const next = x + 10 ** power;
      assert(exp(next) >= exp(x), `exp decreases between ${x} and ${next}`);
    },
  );
  fc.assert(law, { ...PROPERTY, numRuns: 20_000 });
});

Deno.test("log has its special values", () => {
  assertStrictEquals(log(1), 0);
  assertStrictEquals(log(0), -Infinity);
  assertStrictEquals(log(-0), -Infinity);
  assertStrictEquals(log(Infinity), Infinity);
  assertStrictEquals(log(-Infinity), NaN);
  assertStrictEquals(log(NaN), NaN);
  assertStrictEquals(log(-Number.MIN_VALUE), NaN);
  assertStrictEquals(log(-1), NaN);
});

Deno.test("log of a power of two is the exponent times ln 2, subnormal numbers included", () => {
  for (let k = -1074; k < 1024; k++) assert(Math.abs(log(2 ** k) - k * Math.LN2) <= ulp(k * Math.LN2), `2^${k}`);
});

Deno.test("log is the inverse of exp within the rounding of both", () => {
  const law = fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (x) => {
    // exp is right within 1 ulp, at most 2^-52 of its value, which moves log by as much; log itself adds 1 ulp.
    assert(Math.abs(log(exp(x)) - x) <= 2 ** -52 + ulp(x), `log(exp(${x})) is ${log(exp(x))}`);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 20_000 });
});

Deno.test("exprelr has its special values and its limit 1 at 0", () => {
  assertStrictEquals(exprelr(0), 1);
  assertStrictEquals(exprelr(-0), 1);
  assertStrictEquals(exprelr(Number.MIN_VALUE), 1);
  assertStrictEquals(exprelr(-Number.MIN_VALUE), 1);
  assertStrictEquals(exprelr(-Infinity), Infinity);
  assertStrictEquals(exprelr(Infinity), 0);
  assertStrictEquals(exprelr(NaN), NaN);
  assertStrictEquals(exprelr(-Number.MAX_VALUE), Number.MAX_VALUE);
});

Deno.test("exprelr is 0 where exp overflows, and less than 4e-306 before", () => {
  const largest = 709.782712893384;
  assertStrictEquals(exprelr(stepped(largest, 1n)), 0);
  assert(exprelr(largest) > 0 && exprelr(largest) < 4e-306);
});

Deno.test("the formulas of exprelr meet at ±0.34 within their errors", () => {
  for (const x of [0.34, -0.34]) {
    const inside = stepped(x, -1n);
    assertAlmostEquals(exprelr(inside), exprelr(x), 5 * ulp(exprelr(x)));
  }
});

Deno.test("rates are positive and finite for every membrane potential within ±500 mV", () => {
  const law = fc.property(fc.double({ min: -500, max: 500, noNaN: true }), (u) => {
    for (const [name, { rate }] of Object.entries(RATES)) assert(rate(u) > 0 && rate(u) < Infinity, `${name}(${u})`);
  });
  fc.assert(law, PROPERTY);
});

Deno.test("rates that open a gate grow with the membrane potential, rates that close it fall", () => {
  const from = fc.double({ min: -150, max: 150, noNaN: true });
  const step = fc.double({ min: 0.01, max: 50, noNaN: true });
  const law = fc.property(from, step, (u, step) => {
    for (const rising of [alphaM, alphaN, betaH]) assert(rising(u + step) >= rising(u));
    for (const falling of [betaM, betaN, alphaH]) assert(falling(u + step) <= falling(u));
  });
  fc.assert(law, { ...PROPERTY, numRuns: 1000 });
});

Deno.test("a steady state is alpha / (alpha + beta) and its limits, a time constant is 1 / (alpha + beta)", () => {
  const rate = fc.double({ min: 1e-100, max: 1e100, noNaN: true });
  const law = fc.property(rate, rate, (alpha, beta) => {
    const exact = alpha / (alpha + beta);
    // Up to three roundings, however the quotient is written.
    assertAlmostEquals(steadyState(alpha, beta), exact, 3 * ulp(exact));
    assertAlmostEquals(timeConstant(alpha, beta), 1 / (alpha + beta), 3 * ulp(1 / (alpha + beta)));
  });
  fc.assert(law, PROPERTY);
  assertEquals([steadyState(Infinity, 1), steadyState(1, Infinity)], [1, 0]);
  assertEquals([steadyState(1, 0), steadyState(0, 1)], [1, 0]);
});
