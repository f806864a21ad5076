/** exp, log and x / (eˣ - 1) against mpmath; see fixtures/elementary/README.md. */

import { assert, assertAlmostEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { exp, exprelr, log } from "../../model/elementary.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { ulp } from "./decimal.ts";

/**
 * Errors [ulp] that elementary.ts states, and the largest that were seen among 10^7 random arguments: the fixture holds
 * the arguments where they were seen, so a worse function shows.
 */
const ELEMENTARY = {
  exp: { stated: 1, seen: 0.905 },
  log: { stated: 1, seen: 0.86 },
  exprelr: { stated: 4, seen: 3.941 },
};

interface Table {
  /** The double next to the value. */
  readonly nearest: readonly number[];
  /** Value minus nearest, in ulp of nearest. */
  readonly residual: readonly number[];
}

interface Fixture {
  readonly functions: Readonly<Record<"exp" | "log" | "exprelr", Table & { readonly x: readonly number[] }>>;
}

const path = new URL("../../fixtures/elementary/elementary.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(path));

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

const bits = new DataView(new ArrayBuffer(8));

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
