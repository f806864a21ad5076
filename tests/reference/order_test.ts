import { assertAlmostEquals } from "@std/assert";
import { methodOf, referenceEngine } from "../../mod.ts";
import { rootMeanSquare } from "../../validation/laws/root_mean_square.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { set } from "../laws/every_neuron.ts";

/** Cells that start from rest to depolarised, some of which fire: one alone can hit a zero of the error's leading term. */
const CELLS = 32;

/** Simulated time [ms]. */
const DURATION = 3;

/** Potentials of driven cells after DURATION. */
async function potentials(dt: number, method: string): Promise<Float64Array> {
  await using simulation = await referenceEngine.create(loneNeurons(CELLS, { current: 200 }), { dt, method });
  await set(simulation, { m: 0.1, h: 0.6, n: 0.2 });
  await simulation.write("v", Float64Array.from({ length: CELLS }, (_, i) => -85 + i));
  await simulation.advance(Math.round(DURATION / dt));
  return await simulation.read("v");
}

/** The coarser of the two steps [ms]: terms of higher order are small, and the errors of order 5 (3e-10 mV) above rounding. */
const COARSE = 0.005;

/** Observed orders differ from the theory's by terms of higher order in dt. */
const ORDER_TOLERANCE = 0.2;

const exact = potentials(0.0005, "rkdp");

for (const name of referenceEngine.methods) {
  const { order } = methodOf(name);
  Deno.test(`${name} converges with order ${order}`, async () => {
    const coarse = rootMeanSquare(await potentials(COARSE, name), await exact);
    const fine = rootMeanSquare(await potentials(COARSE / 2, name), await exact);
    assertAlmostEquals(Math.log2(coarse / fine), order, ORDER_TOLERANCE, `errors ${coarse} and ${fine} mV`);
  });
}
