import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  buildNetwork,
  cobaHh,
  explainDivergence,
  largestStableStep,
  nonFinite,
  nonFiniteOf,
  referenceEngine,
  run,
} from "../../mod.ts";
import type { CobaHhOptions, Recording } from "../../mod.ts";

async function recordingOf(options: CobaHhOptions, dt: number, method: string, duration: number): Promise<Recording> {
  await using simulation = await referenceEngine.create(buildNetwork(cobaHh(options)), { dt, method });
  return await run(simulation, duration, { lost: nonFinite() });
}

Deno.test("a finite run needs no explanation, and neither does one that nobody watched", async () => {
  const finite = await recordingOf({ scale: 0.1, variant: "seed-3" }, 0.1, "exp_auto", 5);
  assertEquals(explainDivergence(finite), []);
  assertEquals(explainDivergence({ ...finite, observed: {} }), []);
});

Deno.test("rk4 at 0.1 ms diverges, and the explanation names the gate's rate and a smaller dt", async () => {
  const recording = await recordingOf({ scale: 0.1, variant: "seed-3" }, 0.1, "rk4", 25);
  const [what, why, helps] = explainDivergence(recording);
  const { neurons, step } = nonFiniteOf(recording)!;
  assertEquals(
    what,
    `${neurons.length} of 400 neurons are no longer finite; first neuron ${neurons[0]}, seen after step ${step[0]} (` +
      `${Number((step[0] * 0.1).toFixed(6))} ms; looked at every 0.1 ms)`,
  );
  assertMatch(why, /rk4 is an explicit method.* rate of 32\/ms here, so dt × rate is 3\.2/);
  assertMatch(helps, /exp_auto is stable at any dt; rk4 needs dt of at most 0\.06 ms/);
});

Deno.test("the dt that is advised is stable: the limit is rounded down", () => {
  const { spec } = buildNetwork(cobaHh());
  const provenance = { spec, dt: 1, method: "rk4", excitatory: 3, inhibitory: 1 };
  for (const eNa of [50, 40, 30]) { // limits of 0.062, 0.069 and 0.078 ms
    const parameters = { ...spec.parameters, eNa };
    const recording = {
      provenance: { ...provenance, spec: { ...spec, parameters } },
      observed: { lost: { kind: "nonFinite", neurons: Uint32Array.of(0), step: Uint32Array.of(1), every: 1 } },
    };
    const helps = explainDivergence(recording as unknown as Recording)[2];
    const advised = Number(helps.match(/at most ([\d.]+) ms/)![1]), limit = largestStableStep("rk4", parameters);
    assert(advised <= limit && advised > limit / 2, `${advised} ms of ${limit} ms`);
  }
});

Deno.test("seed-1 at scale 0.25 diverges, and the explanation names the frozen current and its limit", async () => {
  const sentences = explainDivergence(await recordingOf({ scale: 0.25 }, 0.1, "exp_auto", 70)).join("; ");
  assertMatch(sentences, /\d+ of 1000 neurons are finite, but beyond ±1000 mV/);
  assertMatch(sentences, /frozen over each step.* 2 cM \/ dt = 4000 nS; scale 0\.25 makes each weight 4 times larger/);
  assertMatch(sentences, /linear synaptic current.*smaller dt.*scaling in-degree/);
});
