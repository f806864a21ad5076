import { assert, assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "../../mod.ts";
import { relaxGate } from "../../reference/exponential_euler.ts";
import { gate, PROPERTY } from "../laws/arbitraries.ts";

const rates = fc.tuple(
  fc.constantFrom([alphaM, betaM] as const, [alphaH, betaH] as const, [alphaN, betaN] as const),
  fc.double({ min: -150, max: 100, noNaN: true }),
).map(([[alpha, beta], u]) => [alpha(u), beta(u)] as const);
const dt = fc.double({ min: 0, max: 10, noNaN: true });

/** Rounding of a few operations with numbers of at most 1. */
const ROUNDING = 1e-15;

Deno.test("a gate's update is a contraction towards its steady state, and never passes it", () => {
  fc.assert(
    fc.property(rates, gate(), dt, ([alpha, beta], x, dt) => {
      const steady = steadyState(alpha, beta), after = relaxGate(x, alpha, beta, dt);
      assert(Math.abs(after - steady) <= Math.abs(x - steady) + ROUNDING);
      assert((after - steady) * (x - steady) >= -ROUNDING);
      assertAlmostEquals(relaxGate(steady, alpha, beta, dt), steady, ROUNDING);
    }),
    { ...PROPERTY, numRuns: 1000 },
  );
});

Deno.test("two gates under the same rates come closer by e^(-(α + β) dt)", () => {
  fc.assert(
    fc.property(rates, gate(), gate(), dt, ([alpha, beta], x, y, dt) => {
      const distance = relaxGate(x, alpha, beta, dt) - relaxGate(y, alpha, beta, dt);
      assertAlmostEquals(distance, (x - y) * Math.exp(-(alpha + beta) * dt), 2 * ROUNDING);
    }),
    { ...PROPERTY, numRuns: 1000 },
  );
});

Deno.test("two steps of a gate are one of both: half steps compose", () => {
  fc.assert(
    fc.property(rates, gate(), dt, fc.double({ min: 0, max: 1, noNaN: true }), ([alpha, beta], x, dt, share) => {
      const parts = relaxGate(relaxGate(x, alpha, beta, share * dt), alpha, beta, (1 - share) * dt);
      assertAlmostEquals(parts, relaxGate(x, alpha, beta, dt), 4 * ROUNDING);
    }),
    { ...PROPERTY, numRuns: 1000 },
  );
});
