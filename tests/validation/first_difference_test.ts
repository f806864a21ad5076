import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { firstDifference, sharedFraction } from "../../validation/mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { observed } from "./observed.ts";

const spikes = () => observed().map(({ spikes }) => spikes);

Deno.test("a list of spikes has no difference from itself, and shares all of them", () => {
  fc.assert(
    fc.property(spikes(), (a) => {
      assertEquals(firstDifference(a, a), undefined);
      assertEquals(sharedFraction(a, a), 1);
    }),
    PROPERTY,
  );
});

Deno.test("the first difference is that of the lists in the other order, with the sides changed", () => {
  fc.assert(
    fc.property(spikes(), spikes(), (a, b) => {
      const there = firstDifference(a, b), back = firstDifference(b, a);
      if (there === undefined) return assertEquals(back, undefined);
      assertEquals(back, { ...there, only: there.only === "a" ? "b" : "a" });
      assertEquals(sharedFraction(a, b), sharedFraction(b, a));
    }),
    PROPERTY,
  );
});

Deno.test("a list without one of its spikes is first different there, and shares all others", () => {
  fc.assert(
    fc.property(spikes().filter(({ step }) => step.length > 0), fc.nat(), (a, choice) => {
      const k = choice % a.step.length;
      const isKept = (_: number, index: number) => index !== k;
      const b = { step: a.step.filter(isKept), neuron: a.neuron.filter(isKept) };
      assertEquals(firstDifference(a, b), { common: k, step: a.step[k], neuron: a.neuron[k], only: "a" });
      assertEquals(sharedFraction(a, b), (a.step.length - 1) / a.step.length);
    }),
    PROPERTY,
  );
});

Deno.test("no spike before the first difference is in one list only", () => {
  fc.assert(
    fc.property(spikes(), spikes(), (a, b) => {
      const first = firstDifference(a, b);
      if (first === undefined) return;
      const before = ({ step, neuron }: typeof a) =>
        Array.from(step, (s, k) => [s, neuron[k]]).filter(([s, i]) =>
          s < first.step || (s === first.step && i < first.neuron)
        );
      assertEquals(before(a), before(b));
      assertEquals(before(a).length, first.common);
      const shared = sharedFraction(a, b);
      assert(shared >= 0 && shared < 1);
    }),
    PROPERTY,
  );
});
