/**
 * A simulator for tests: it speaks the engine protocol and runs the reference engine, or does what its argument says.
 *
 * @module
 */

import { assembleNetwork, type NetworkSpec, referenceEngine, type Simulation, type StateVariable } from "../../mod.ts";
import { ByteReader, EndOfStream } from "../../process/byte_reader.ts";
import { bytesOf, lineOf, parseLine, whole, type WireArray } from "../../process/frame.ts";

const [setting] = Deno.args;
if (setting === "broken") throw new Error("no such model");
const METHOD = setting === "accurate" ? "substepped_interpolated" : "exp_auto";
const requests = new ByteReader(Deno.stdin.readable);
let simulation: Simulation;

async function send(fields: Record<string, unknown>, arrays: Record<string, WireArray> = {}): Promise<void> {
  const named = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, whole(array)]));
  for (const bytes of [lineOf({ ok: true, ...fields }, named), ...Object.values(arrays).map(bytesOf)]) {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
  }
}

async function create(fields: Record<string, unknown>, arrays: Record<string, Uint32Array>): Promise<void> {
  const { rowStart, targets, comingStep: _s, comingNeuron: _n, ...state } = arrays;
  const pre = new Uint32Array(targets.length);
  for (let i = 0; i + 1 < rowStart.length; i++) pre.fill(i, rowStart[i], rowStart[i + 1]);
  const given = state as unknown as Record<"v", Float64Array>;
  const network = assembleNetwork(fields.spec as NetworkSpec, { pre, post: targets, state: given });
  // Without synapses a neuron fires at 13 Hz.
  const own = setting === "weak" ? { ...network, wE: 0, wI: 0 } : network;
  simulation = await referenceEngine.create(own, { dt: fields.dt as number, method: METHOD });
  const synapses = targets.length - (setting === "sparse" ? 1 : 0);
  const { variables } = simulation;
  await send({ simulation: 1, variables, synapses, buildSeconds: 0.5, compileSeconds: 0.25 });
}

async function answer(fields: Record<string, unknown>, arrays: Record<string, WireArray>): Promise<void> {
  switch (fields.request) {
    case "hello":
      return await send({ name: "fake", version: "1.0", precision: "float64", methods: [METHOD] });
    case "create":
      return await create(fields, arrays as Record<string, Uint32Array>);
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

try {
  for (;;) {
    const { fields, headers } = parseLine(await requests.line());
    const arrays: Record<string, WireArray> = {};
    for (const { name, type, length } of headers) {
      arrays[name] = type === "u32" ? new Uint32Array(length) : new Float64Array(length);
      await requests.fill(bytesOf(arrays[name]));
    }
    await answer(fields, arrays);
  }
} catch (error) {
  if (!(error instanceof EndOfStream)) throw error;
}
