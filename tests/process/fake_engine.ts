/**
 * A program that speaks the engine protocol, for tests: the reference engine behind it, and faults on demand. Its arguments
 * name one fault and the request at which it shows; without arguments it is a right engine. Its version is its process id.
 *
 *     deno run fake_engine.ts [fault request]
 *
 * @module
 */

import { referenceEngine, type Simulation, type StateVariable } from "../../mod.ts";
import { lineOf, whole } from "../../process/frame.ts";
import { type Arrays, type Fields, networkOf, send, serve, write } from "./fake_protocol.ts";

const [fault = "", faultyRequest = ""] = Deno.args;
const simulations = new Map<number, Simulation>();

/** Shows the fault, instead of or before the right answer; true if there is no other answer. */
async function showFault(): Promise<boolean> {
  switch (fault) {
    case "crash":
      console.error("something has gone terribly wrong\nin the second line");
      return Deno.exit(3);
    case "kill":
      Deno.kill(Deno.pid, "SIGKILL");
      return true;
    case "hang":
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return true;
    case "print":
      await write(new TextEncoder().encode("Simulating 100 ms …\n"));
      return false;
    case "warn": // colours, and words after the pipes are closed
      console.error("\x1b[31mno licence\x1b[0m");
      await write(new TextEncoder().encode("Simulating 100 ms …\n"));
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.error("broken pipe");
      return true;
    case "endless line":
      for (;;) await write(new Uint8Array(2 ** 20).fill(65));
    case "end":
      return Deno.exit(0);
    case "short": // fewer bytes than announced, then the end
      await write(lineOf({ ok: true }, { values: whole(new Float64Array(4000)) }));
      await write(new Uint8Array(100));
      return Deno.exit(0);
    case "huge":
      await write(lineOf({ ok: true }, { values: { type: "f64", length: 2 ** 52, pieces: [] } }));
      return true;
    case "more": // more bytes than announced
      await write(new TextEncoder().encode('{"ok":true}\n{"ok":true}\n'));
      return true;
    case "refuse":
      await send({ error: "range", message: "Cannot do this: a full moon is required, received a new one" });
      return true;
    case "unavailable":
      await send({ error: "unavailable", message: "the licence server does not answer" });
      return true;
    case "failed":
      await send({ error: "failed", message: "ZeroDivisionError: division by zero" });
      return true;
    case "neither":
      await send({ fine: true });
      return true;
    default:
      return false;
  }
}

async function create(fields: Fields, arrays: Arrays): Promise<void> {
  const simulation = await referenceEngine.create(networkOf(fields, arrays), {
    dt: fields.dt as number,
    method: fields.method as string,
  });
  simulations.set(simulations.size + 1, simulation);
  const { variables } = simulation;
  await send({
    ok: true,
    simulation: simulations.size,
    variables: fault === "no variables" ? ["v", "w"] : variables,
    ...fault === "read only" ? { writable: [] } : {},
    notes: ["it is a fake"],
    buildSeconds: 0.5,
  });
}

async function answer(fields: Fields, arrays: Arrays): Promise<void> {
  if (fields.request === faultyRequest && await showFault()) return;
  const simulation = simulations.get(fields.simulation as number)!;
  switch (fields.request) {
    case "hello": {
      const supports = fault === "crossing only"
        ? { rules: ["crossing"] }
        : fault === "odd support"
        ? { rules: ["odd"] }
        : {};
      const methods = fault === "no method" ? [] : ["exp_auto", "rk4"];
      return await send({
        ok: true,
        name: "fake",
        supports,
        version: `${Deno.pid}`,
        precision: "float64",
        methods,
        maxThreads: 2,
      });
    }
    case "create":
      return await create(fields, arrays);
    case "advance": {
      const { step, neuron } = await simulation.advance(fields.steps as number);
      if (fault === "unsorted") return await send({ ok: true }, { step: step.toReversed(), neuron });
      if (fault === "later") return await send({ ok: true }, { step: step.map((k) => k + 1000), neuron });
      if (fault === "nobody") return await send({ ok: true }, { step, neuron: neuron.map((i) => i + 4000) });
      if (fault === "unpaired") return await send({ ok: true }, { step, neuron: neuron.subarray(1) });
      return await send({ ok: true, seconds: 0.25, processorSeconds: 0.125 }, { step, neuron });
    }
    case "read": {
      const values = await simulation.read(fields.variable as StateVariable, arrays.neurons as Uint32Array | undefined);
      return await send({ ok: true }, { values: fault === "one less" ? values.subarray(1) : values });
    }
    case "write":
      await simulation.write(fields.variable as StateVariable, arrays.values as Float64Array);
      return await send({ ok: true });
    case "dispose":
      return await send({ ok: true });
  }
}

await serve(answer);
