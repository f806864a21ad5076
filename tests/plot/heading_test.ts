import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import * as fc from "fast-check";
import { broken } from "../../plot/heading.ts";
import { textWidth } from "../../plot/ink.ts";

Deno.test("broken lines fit the width and hold all of the text, in order", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 30, max: 600 }), (text, width) => {
    const lines = broken(text, width, 11);
    for (const line of lines) assertLessOrEqual(textWidth(line, 11), width);
    assertEquals(lines.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
  }));
});

Deno.test("lines are broken after a comma, colon or semicolon where they can be", () => {
  const lines = broken("COBA-HH seed-1, scale 1: E 37.1 Hz, I 36.8 Hz", 220, 14);
  assert(lines.length > 1);
  for (const line of lines.slice(0, -1)) assert(/[,:;]$/.test(line));
});
