/** The native engine has the WebAssembly engine's bits. A part of the choices is here; tests/slow/native_test.ts has all of them. */

import { assertEquals } from "@std/assert";
import { buildNetwork, checkpointOf, cobaHh, restore, ROW_FORMATS, wasmEngine } from "../../mod.ts";
import { METHODS } from "../engine/methods.ts";
import { holdToTrain, trains } from "./golden.ts";
import { native, nativeTest, widths } from "./native.ts";
import { holdToKernels } from "./one_step.ts";

/** Samples of a property. */
const RUNS = 6;

nativeTest("a golden spike train is the same at every width, in every format, with 1 or 2 threads", async () => {
  for (const width of widths) await holdToTrain({ method: "exp_auto", variant: "seed-1", width });
});

for (const method of METHODS.filter((method) => native.methods.includes(method) && method !== "exp_auto")) {
  nativeTest(`a golden spike train is the same by ${method} in C`, async () => {
    const [variant] = Object.keys(trains[method]);
    await holdToTrain({ method, variant, width: widths[0], formats: [ROW_FORMATS[0], ROW_FORMATS[3]] });
  });
}

for (const method of METHODS.filter((method) => native.methods.includes(method))) {
  nativeTest(
    `a step of ${method} in C is that of the kernels, from any state, whichever lanes are left over`,
    async () => {
      for (const width of method === "exp_auto" ? widths : widths.slice(0, 1)) await holdToKernels(method, width, RUNS);
    },
  );
}

nativeTest("a checkpoint moves between the engines, pending spikes and lags included", async () => {
  for (const method of ["exp_auto", "substepped_interpolated"]) {
    const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.5, synapses: { delay: 0 } }));
    await using wasm = await wasmEngine.create(network, { dt: 0.1, method });
    await wasm.advance(100);
    await using own = await native.create(network, { dt: 0.1, method, threads: 2, firstStep: 100 });
    await restore(own, await checkpointOf(wasm));
    assertEquals(await own.advance(200), await wasm.advance(200));
    assertEquals(await checkpointOf(own), await checkpointOf(wasm));
    await restore(wasm, await checkpointOf(own));
    assertEquals(await wasm.advance(100), await own.advance(100));
  }
});
