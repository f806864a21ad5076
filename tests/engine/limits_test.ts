import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  assembleNetwork,
  buildNetwork,
  cobaHh,
  type CobaHhOptions,
  type Engine,
  referenceEngine,
  type StateVariable,
  wasmEngine,
} from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { checkpointOf } from "../../record/checkpoint.ts";

async function refused(engine: Engine, options: CobaHhOptions, run: { dt: number; method?: string }, message: string) {
  await assertRejects(() => engine.create(loneNeurons(4, options), run), RangeError, message);
}

async function accepted(engine: Engine, options: CobaHhOptions, run: { dt: number; method?: string }) {
  await using simulation = await engine.create(loneNeurons(4, options), run);
  await simulation.advance(2);
}

Deno.test("at 64 threads the bits are those of one thread, and the network's size limits them; 65 are refused", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.2, connectivity: { probability: 0.1 } }));
  await using one = await wasmEngine.create(network, { dt: 0.1 });
  await using most = await wasmEngine.create(network, { dt: 0.1, threads: 64 });
  assertEquals(most.threads, 64);
  assertEquals(await most.advance(100), await one.advance(100));
  assertEquals(await checkpointOf(most), await checkpointOf(one));
  await using small = await wasmEngine.create(loneNeurons(17), { dt: 0.1, threads: 64 });
  assertEquals([small.threads, small.notes], [3, ["the network is too small for 64 threads, so 3 are used"]]);
  for (const engine of [referenceEngine, wasmEngine]) {
    for (const threads of [65, 256, 257, 100_000, 2 ** 32, Infinity, NaN]) {
      await assertRejects(
        () => engine.create(network, { dt: 0.1, threads }),
        RangeError,
        `Cannot create simulation: threads must be an integer in [1, 64], received ${threads}`,
      );
    }
  }
});

Deno.test("a refractory time is counted up to the engine's last step, and refused beyond it", async () => {
  const spike = (steps: number) => ({ spike: { rule: "above", threshold: -100, refractory: steps } }) as const;
  for (
    const [engine, most, beyond, words] of [
      [wasmEngine, 2 ** 31 - 1, 2 ** 31, "less than 2^31 steps is required in this engine, received 2147483648 steps"],
      [
        referenceEngine,
        2 ** 52,
        2 ** 53,
        "less than 2^53 - 1 steps is required, received 9007199254740992 ms at dt 1 ms",
      ],
    ] as const
  ) {
    // Every cell is above the threshold in every step: one spike each, and no other.
    await using simulation = await engine.create(loneNeurons(2, spike(most)), { dt: 1 });
    const spikes = await simulation.advance(500);
    assertEquals([...spikes.step], [0, 0]);
    const left = await simulation.read("refractory");
    assertEquals([...left], [most - 499, most - 499]);
    await simulation.write("refractory", Float64Array.of(most, 1));
    assertEquals([...(await simulation.advance(1)).neuron], [1]);
    assertEquals([...await simulation.read("refractory")], [most - 1, most]);
    await refused(engine, spike(beyond), { dt: 1 }, `Cannot create simulation: a refractory time of ${words}`);
    for (const value of [1e30, Infinity, 1.5, -1, NaN]) {
      await assertRejects(
        () => simulation.write("refractory", Float64Array.of(0, value)),
        RangeError,
        `Cannot write refractory: every value must be a whole number of steps in [0, ${
          engine === wasmEngine ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER
        }], received ${value}`,
      );
    }
  }
  await refused(referenceEngine, spike(1e308), { dt: 1e-3 }, "less than 2^53 - 1 steps");
});

Deno.test("what is written is read again, to the precision of the engine; what steps are not computed for is noted", async () => {
  const values: readonly [StateVariable, readonly number[], readonly number[], string][] = [
    ["v", [-147, 1e-30, 107], [-148, 108, 1e30, 3e38], "[-147.9, 107.9]"],
    ["m", [-0.001, 1e-30, 1], [-1, 1e30], "[-0.01, 1.01]"],
    ["h", [0, 0.5, 1.001], [2], "[-0.01, 1.01]"],
    ["gE", [-799, 1e-15, 1.9e11], [-801, 2.1e11, 1e30], "[-800, 200000000000]"],
    ["gI", [-799, 1e-15, 1.9e11], [-801, 2.1e11, 1e30], "[-800, 200000000000]"],
  ];
  const network = loneNeurons(3, { variant: "brian2" });
  await using exact = await referenceEngine.create(network, { dt: 0.1 });
  for (const [variable, held, beyond, range] of values) {
    await using fast = await wasmEngine.create(network, { dt: 0.1 });
    const writeAndRead = async (x: readonly number[]) => {
      await exact.write(variable, Float64Array.from(x));
      assertEquals([...await exact.read(variable)], [...x]);
      await fast.write(variable, Float64Array.from(x));
      const read = await fast.read(variable);
      // Potentials are differences from the threshold: rounding is relative to them.
      x.forEach((x, i) => assertAlmostEquals(read[i], x, 2e-7 * Math.abs(x) + (variable === "v" ? 1e-5 : 0)));
    };
    await writeAndRead(held);
    for (const x of [NaN, Infinity, -Infinity]) {
      await fast.write(variable, Float64Array.of(x, 0, 0));
      assertEquals((await fast.read(variable))[0], x);
    }
    assertEquals(fast.notes, []);
    for (const x of beyond) {
      await writeAndRead([0, x, 0]);
      assertEquals(fast.notes, [
        `a value of ${variable} was written (${beyond[0]}) that is not in ${range}, for which steps are computed`,
      ]);
    }
    assertEquals(exact.notes, []);
  }
  // What float32 cannot hold is infinite.
  await using fast = await wasmEngine.create(network, { dt: 0.1 });
  await fast.write("v", Float64Array.of(1e39, -1e300, 0));
  assertEquals([...await fast.read("v")], [Infinity, -Infinity, 0]);
  assertEquals(fast.notes.length, 1);
});

Deno.test("the time step, the capacitance and time constants: what is accepted at the edge, and what is refused", async () => {
  await accepted(wasmEngine, {}, { dt: 0.001 });
  await refused(wasmEngine, {}, { dt: 0.0009 }, "dt must be at least 0.001 ms in this engine, received 0.0009 ms");
  await accepted(referenceEngine, {}, { dt: 1e-300 });
  await refused(
    wasmEngine,
    { parameters: { cM: 1e-14 } },
    { dt: 0.1 },
    "dt / cM must be in [1e-12, 1000000000000] ms/pF in this engine, received 10000000000000",
  );
  await accepted(wasmEngine, { parameters: { cM: 1e11 } }, { dt: 0.1 });
  await refused(wasmEngine, { parameters: { cM: 1.1e11 } }, { dt: 0.1 }, "dt / cM must be in [1e-12");
  const interpolated = { dt: 0.8, method: "substepped_interpolated" };
  await accepted(wasmEngine, { parameters: { tauE: 0.1 } }, interpolated);
  await refused(wasmEngine, { parameters: { tauE: 0.09 } }, interpolated, "dt must be at most 8 tauE");
  await accepted(wasmEngine, { parameters: { tauE: 1e-300, tauI: 1e300 } }, { dt: 0.8, method: "substepped" });
});

Deno.test("decays that float32 rounds to another time constant are noted", async () => {
  const notes = async (tauE: number) => {
    await using simulation = await wasmEngine.create(loneNeurons(1, { parameters: { tauE } }), { dt: 0.1 });
    return simulation.notes;
  };
  for (const fine of [1e-3, 5, 1000, 1e12]) assertEquals(await notes(fine), [], `tauE ${fine} ms`);
  assertEquals(await notes(1e6), [
    "tauE is 10000000 steps, and float32 rounds the decay of gE in a step: it decays with 8.389e+5 ms",
  ]);
  assertEquals(await notes(1e8), [
    "tauE is 1000000000 steps, and float32 rounds the decay of gE in a step: it does not decay",
  ]);
});

Deno.test("conductances that the relaxation cannot hold are refused, and weights that can add up to them", async () => {
  const words = "conductances that can act together must be at most 100000000 cM / dt in this engine, received";
  for (const name of ["gL", "gNa", "gK"] as const) {
    await accepted(wasmEngine, { parameters: { [name]: 1.9e11 } }, { dt: 0.1 });
    await refused(wasmEngine, { parameters: { [name]: 2.1e11 } }, { dt: 0.1 }, words);
  }
  const spec = (wE: number) => cobaHh({ scale: 0.01, connectivity: { probability: 0.5 }, parameters: { wE } });
  await using _ = await wasmEngine.create(buildNetwork(spec(1e6)), { dt: 0.1 });
  await assertRejects(() => wasmEngine.create(buildNetwork(spec(1e12)), { dt: 0.1 }), RangeError, words);
  const initial = (gI: number) => ({ initial: { gI: { kind: "constant", value: gI } } }) as const;
  await accepted(wasmEngine, initial(-799), { dt: 0.1 });
  await refused(
    wasmEngine,
    initial(-801),
    { dt: 0.1 },
    "Cannot create simulation: initial gI must be in [-800, 200000000000] in this engine, received -801",
  );
});

Deno.test("potentials that no gate tables hold are refused, whatever they come from", async () => {
  const words = "a range of potentials of at most 2046 mV is required by this engine, received";
  await accepted(wasmEngine, { parameters: { eNa: 1890 } }, { dt: 0.1 });
  await refused(wasmEngine, { parameters: { eNa: 1950 } }, { dt: 0.1 }, `${words} -120 to 1980 mV`);
  await refused(wasmEngine, { current: -30_000 }, { dt: 0.1 }, words);
  await accepted(wasmEngine, { current: -15_000 }, { dt: 0.1 });
  await accepted(wasmEngine, { current: 100_000 }, { dt: 0.1 });
  await refused(wasmEngine, { current: 1e9 }, { dt: 0.1 }, words);
  await accepted(wasmEngine, { current: 100, parameters: { gL: 0 } }, { dt: 0.1 });
  await refused(wasmEngine, { current: -100, parameters: { gL: 0 } }, { dt: 0.1 }, words);
  await accepted(wasmEngine, { parameters: { gL: 0, gNa: 0, gK: 0 } }, { dt: 0.1 });
  const network = loneNeurons(2), none = { pre: new Uint32Array(0), post: new Uint32Array(0) };
  const far = assembleNetwork(network.spec, { ...none, state: { v: Float64Array.of(-65, 1e6) } });
  await assertRejects(() => wasmEngine.create(far, { dt: 0.1 }), RangeError, words);
});

Deno.test("a frozen current that carries a potential beyond the gate tables has been announced in a note", async () => {
  // The first neurons have fired in the step before, and arrive at the last one.
  const populations = { excitatory: 60, inhibitory: 4 }, last = 63;
  const network = (wE: number, current: "frozen" | "linear", inputs: number) =>
    assembleNetwork(
      { ...cobaHh({ parameters: { wE }, synapses: { current } }), populations },
      { pre: Uint32Array.from({ length: inputs }, (_, i) => i), post: new Uint32Array(inputs).fill(last) },
    );
  let beyond = 0;
  for (const current of ["frozen", "linear"] as const) {
    for (const wE of [6, 50, 400, 2000]) {
      for (const inputs of [1, 10, 60]) {
        await using simulation = await wasmEngine.create(network(wE, current, inputs), { dt: 0.1 });
        await simulation.write("spike", Float64Array.from({ length: last + 1 }, (_, i) => Number(i < inputs)));
        await simulation.advance(1);
        const [v] = await simulation.read("v", Uint32Array.of(last));
        const isNoted = simulation.notes.some((note) => note.startsWith("a frozen synaptic current can carry"));
        const isBeyond = Math.abs(v + 20) > 127;
        if (isBeyond) beyond++;
        if (isBeyond || current === "linear") {
          assertEquals(isNoted, isBeyond, `${current}, wE ${wE} nS, ${inputs} inputs`);
        }
      }
    }
  }
  assertEquals(beyond > 1, true);
});
