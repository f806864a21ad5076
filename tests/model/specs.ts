/**
 * Specifications for tests: any valid one, and errors of invalid ones.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { NetworkSpec } from "../../model/spec.ts";
import { cobaHh, variants } from "../../model/variants.ts";

/** A finite number that JSON gives back; JSON has no -0. */
function number(min?: number, max?: number): fc.Arbitrary<number> {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return fc.double({ noNaN: true, noDefaultInfinity: true, ...bounds }).map((x) => x + 0);
}

function distribution(): fc.Arbitrary<NetworkSpec["initial"]["v"]> {
  return fc.oneof(
    fc.record({ kind: fc.constant("constant" as const), value: number() }),
    fc.record({ kind: fc.constant("uniform" as const), low: number(-100, 0), high: number(0, 100) }),
    fc.record({ kind: fc.constant("normal" as const), mean: number(), sd: number(0) }),
  );
}

function stimulus(): fc.Arbitrary<NetworkSpec["stimulus"]> {
  const event = fc.tuple(fc.nat(1000), fc.nat(3));
  return fc.oneof(
    fc.constant({ kind: "none" as const }),
    fc.array(event, { maxLength: 20 }).map((events) => ({
      kind: "events" as const,
      steps: events.map(([step]) => step),
      targets: events.map(([, target]) => target),
    })),
    fc.record({ rate: number(0, 1e4), cells: fc.nat(100), start: number(0, 50), stop: number(50, 100) })
      .map((poisson) => ({ kind: "poisson" as const, ...poisson })),
  );
}

/** A name of a variant that nobody has published. */
export function variantName(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,20}( [A-Za-z0-9._+-]{1,10}){0,3}$/);
}

/** Any valid specification with at least four neurons. */
export function validSpec(): fc.Arbitrary<NetworkSpec> {
  return fc.record({
    variant: fc.oneof(fc.constantFrom(...Object.keys(variants)), variantName()),
    seed: fc.maxSafeNat(),
    scale: fc.constantFrom(1, 1.5, 2, 4),
    scaling: fc.constantFrom("weights" as const, "in-degree" as const),
    populations: fc.record({
      excitatory: fc.integer({ min: 2, max: 5000 }),
      inhibitory: fc.integer({ min: 2, max: 900 }),
    }),
    parameters: fc.record({
      cM: number(1e-3),
      gL: number(0),
      gNa: number(0),
      gK: number(0),
      eL: number(),
      eNa: number(),
      eK: number(),
      vT: number(),
      tauE: number(1e-3),
      tauI: number(1e-3),
      eE: number(),
      eI: number(),
      wE: number(0),
      wI: number(0),
    }),
    initial: fc.record({
      v: distribution(),
      gates: fc.constantFrom("zero" as const, "steady" as const, "nest" as const),
      gE: distribution(),
      gI: distribution(),
    }),
    connectivity: fc.oneof(
      fc.record({
        rule: fc.constantFrom("projection-out-degree" as const, "out-degree" as const, "in-degree" as const),
        probability: number(0, 0.9),
        autapses: fc.boolean(),
        multapses: fc.boolean(),
      }),
      fc.record({
        rule: fc.constant("bernoulli" as const),
        probability: number(0, 1),
        autapses: fc.boolean(),
        multapses: fc.constant(false),
      }),
      fc.record({
        rule: fc.constant("explicit" as const),
        probability: number(0, 1),
        autapses: fc.boolean(),
        multapses: fc.boolean(),
      }),
    ),
    synapses: fc.record({
      order: fc.constantFrom("decay-add-use" as const, "add-decay-use" as const, "add-use-decay" as const),
      current: fc.constantFrom("frozen" as const, "linear" as const),
      delay: fc.constant(0),
    }),
    spike: fc.record({
      rule: fc.constantFrom("crossing" as const, "above" as const, "peak" as const),
      threshold: number(),
      refractory: number(0),
    }),
    stimulus: stimulus(),
    current: number(),
  });
}

/** A copy of seed-1's specification with another value, or none, in the field that the path names. */
export function changed(path: string, value: unknown): unknown {
  const spec = structuredClone(cobaHh()) as unknown as Record<string, unknown>;
  const names = path.split(".");
  const last = names.pop()!;
  const holder = names.reduce((object, name) => object[name] as Record<string, unknown>, spec);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return spec;
}

/** Requires a RangeError with exactly this message. */
export function assertRefuses(attempt: () => unknown, message: string): void {
  assertEquals(assertThrows(attempt, RangeError).message, message);
}
