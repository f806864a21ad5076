import { assertEquals, assertLessOrEqual } from "@std/assert";
import { RELAXATION, RELAXATION_ERROR } from "../../engine/relaxation.ts";

/** Q(y)⁻⁴, as the kernel has it. */
function approximation(y: number): number {
  const q = RELAXATION.reduceRight((sum, coefficient) => sum * y + coefficient, 0);
  return (1 + y * q) ** -4;
}

Deno.test("the relaxation is next to e^(-y) for every y >= 0", () => {
  for (let k = 0; k <= 200_000; k++) {
    const y = 100 * (k / 200_000) ** 2;
    assertLessOrEqual(Math.abs(approximation(y) - Math.exp(-y)), RELAXATION_ERROR, `at ${y}`);
  }
});

Deno.test("the relaxation falls monotonically to 0 and begins with slope -1", () => {
  for (let y = 0, last = 1; y < 1e6; y = y * 1.01 + 0.01) {
    const now = approximation(y + 0.01);
    if (!(now <= last && now >= 0)) throw new Error(`rises at ${y}`);
    last = now;
  }
  assertEquals(4 * RELAXATION[0], 1);
});
