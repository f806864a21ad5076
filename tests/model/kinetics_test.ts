/** Rates, steady states and time constants against mpmath; see fixtures/kinetics/README.md. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import kinetics from "../../fixtures/kinetics/kinetics.json" with { type: "json" };
import statedForm from "../../fixtures/kinetics/stated_form.json" with { type: "json" };
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState, timeConstant } from "../../model/kinetics.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { ulp, ulpError } from "./decimal.ts";

/**
 * Largest errors [ulp]. `stated`: of the formula at its argument x, which is the double that the formula makes of v: errors
 * of exp (1 ulp), exprelr (4 ulp) and of the constant and the product. `real`: of the function of v, for which the rounding
 * of x counts too, by abs(x) times as much as of the result. Both are about what was seen among 2 × 10⁶ potentials; the
 * fixture holds those where it was seen.
 */
const RATES = {
  alphaM: { rate: alphaM, stated: 3.2, real: 3.2 },
  betaM: { rate: betaM, stated: 3.6, real: 14.6 },
  alphaH: { rate: alphaH, stated: 1.5, real: 4.8 },
  betaH: { rate: betaH, stated: 2, real: 14.3 },
  alphaN: { rate: alphaN, stated: 3.4, real: 7.9 },
  betaN: { rate: betaN, stated: 0.9, real: 2.2 },
};

/** Largest error of a rate [ulp], in its stated form. */
const LARGEST = 4;

/** Errors [ulp] of steady states and time constants: those of both rates, of a sum and of a quotient. */
const COMBINED = { steadyState: 15, timeConstant: 15 };

/** Requires errors of at most the bound, and that the bound is not too loose: errors of at least 0.9 of it. */
function assertWorst(errors: readonly number[], v: readonly number[], bound: number): void {
  const sizes = errors.map(Math.abs);
  const worst = Math.max(...sizes);
  const where = `error ${worst} ulp at ${v[sizes.indexOf(worst)]} mV`;
  assert(worst <= bound, `${where}, more than ${bound}`);
  assert(worst >= 0.9 * bound, `${where}, the bound ${bound} has become too loose`);
}

for (const [name, { rate, stated, real }] of Object.entries(RATES)) {
  const which = name as keyof typeof RATES;

  Deno.test(`${name} is within ${stated} ulp of its stated form from -120 to 80 mV, singularities included`, () => {
    const { v, vT, x, rates } = statedForm;
    assert(stated <= LARGEST);
    assertEquals(x[which].length, v.length);
    assertWorst(v.map((v, k) => ulpError(rate(v - vT), rates[which][k])), v, stated);
  });

  Deno.test(`${name} is within ${real} ulp of the function of v from -120 to 80 mV`, () => {
    const { v, vT, rates } = kinetics;
    assertWorst(v.map((v, k) => ulpError(rate(v - vT), rates[which][k])), v, real);
  });
}

const GATES = { m: [alphaM, betaM], h: [alphaH, betaH], n: [alphaN, betaN] } as const;

for (const [name, [alpha, beta]] of Object.entries(GATES)) {
  Deno.test(`steady state and time constant of ${name} are those of its rates from -120 to 80 mV`, () => {
    const { v, vT, steadyStates, timeConstants } = kinetics;
    const gate = name as keyof typeof GATES;
    v.forEach((v, k) => {
      const rates = [alpha(v - vT), beta(v - vT)] as const;
      const steady = ulpError(steadyState(...rates), steadyStates[gate][k]);
      const time = ulpError(timeConstant(...rates), timeConstants[gate][k]);
      assert(Math.abs(steady) <= COMBINED.steadyState, `steady state is off by ${steady} ulp at ${v} mV`);
      assert(Math.abs(time) <= COMBINED.timeConstant, `time constant is off by ${time} ulp at ${v} mV`);
    });
  });
}

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
