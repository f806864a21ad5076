import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type FieldValue, parseNumber, parseValue, valueText } from "../../web/value_text.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

function kinds(): fc.Arbitrary<{ readonly kind: string }> {
  const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 });
  return fc.oneof(
    fc.constant({ kind: "none" }),
    fc.record({ kind: fc.constant("constant"), value: number }),
    fc.record({ kind: fc.constant("uniform"), low: number, high: number }),
    fc.record({ kind: fc.constant("normal"), mean: number, sd: number }),
    fc.record({ kind: fc.constant("poisson"), rate: number, cells: number, start: number, stop: number }),
    pairs.map((pairs) => ({ kind: "events", steps: pairs.map(([s]) => s), targets: pairs.map(([, t]) => t) })),
  );
}

Deno.test("a value's text says the value, bit for bit", () => {
  const value: fc.Arbitrary<FieldValue> = fc.oneof(
    number,
    fc.boolean(),
    fc.constantFrom("weights", "in-degree"),
    kinds(),
  );
  fc.assert(fc.property(value, (value) => assertEquals(parseValue(valueText(value), value), value)), PROPERTY);
});

Deno.test("texts are what people write", () => {
  assertEquals(valueText({ kind: "normal", mean: -65, sd: 5 } as FieldValue), "normal(-65, 5)");
  assertEquals(valueText({ kind: "events", steps: [4, 9], targets: [0, 17] } as FieldValue), "events(4:0, 9:17)");
  assertEquals(
    parseValue(" uniform(-70,-60) ", { kind: "none" }),
    { kind: "uniform", low: -70, high: -60 } as FieldValue,
  );
});

Deno.test("what is no number is none", () => {
  for (const text of ["", " ", "abc", "1e", "0x10", "NaN", "Infinity", "1e999", "1,5", "1 2", "--1"]) {
    assertThrows(() => parseNumber(text), SyntaxError, "must be a number");
  }
  assertEquals([" 1 ", "+1", "1.", ".5", "-1e-3"].map(parseNumber), [1, 1, 1, 0.5, -0.001]);
});

Deno.test("what is no distribution, stimulus or truth is refused with what is", () => {
  for (const text of ["normal(1)", "normal(1, 2, 3)", "gamma(1, 2)", "none(1)", "toString", "normal", ""]) {
    assertThrows(() => parseValue(text, { kind: "none" }), SyntaxError, "must be one of none, constant(value)");
  }
  assertThrows(() => parseValue("events(1)", { kind: "none" }), SyntaxError, "must be pairs step:target");
  assertThrows(() => parseValue("yes", true), SyntaxError, 'must be true or false, received "yes"');
});
