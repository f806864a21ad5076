/**
 * A simulator for tests: it speaks the engine protocol and runs the reference engine, or does what its argument says.
 *
 * @module
 */

import { referenceEngine, type Simulation, type StateVariable } from "../../mod.ts";
import { type Arrays, type Fields, networkOf, send as sendAnswer, serve } from "../process/fake_protocol.ts";

const [setting] = Deno.args;
if (setting === "broken") throw new Error("no such model");
const METHOD = setting === "accurate" ? "substepped_interpolated" : "exp_auto";
let simulation: Simulation;

function send(fields: Fields, arrays?: Arrays): Promise<void> {
  return sendAnswer({ ok: true, ...fields }, arrays);
}

async function create(fields: Fields, arrays: Arrays): Promise<void> {
  const network = networkOf(fields, arrays);
  // Without synapses a neuron fires at 13 Hz.
  const own = setting === "weak" ? { ...network, wE: 0, wI: 0 } : network;
  simulation = await referenceEngine.create(own, { dt: fields.dt as number, method: METHOD });
  const synapses = network.connectivity.synapses - (setting === "sparse" ? 1 : 0);
  const { variables } = simulation;
  await send({ simulation: 1, variables, synapses, buildSeconds: 0.5, compileSeconds: 0.25 });
}

async function answer(fields: Fields, arrays: Arrays): Promise<void> {
  switch (fields.request) {
    case "hello":
      return await send({ name: "fake", version: "1.0", precision: "float64", methods: [METHOD] });
    case "create":
      return await create(fields, arrays);
    case "advance": {
      const { step, neuron } = await simulation.advance(fields.steps as number);
      return await send({ seconds: setting === "slow" ? 20 : 0.125, processorSeconds: 0.25 }, { step, neuron });
    }
    case "read": {
      const values = await simulation.read(fields.variable as StateVariable);
      if (setting === "nan") values.fill(NaN, 0, 3);
      return await send({}, { values });
    }
    case "write":
      await simulation.write(fields.variable as StateVariable, arrays.values as Float64Array);
      return await send({});
    default:
      return await send({});
  }
}

await serve(answer);
