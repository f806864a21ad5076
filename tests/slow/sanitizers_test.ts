import { assertEquals } from "@std/assert";
import { buildNetwork, cobaHh, ROW_FORMATS, wasmEngine } from "../../mod.ts";
import { METHODS } from "../engine/methods.ts";
import { native, nativeTest, widths } from "../native/native.ts";
import { compileHarness, sanitizedSimulation } from "../native/sanitized.ts";

const DT = 0.1, STEPS = 400;

for (const method of METHODS.filter((method) => native.methods.includes(method))) {
  nativeTest(`${method} in C runs clean under AddressSanitizer and UBSan, at every width`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "cobahh-sanitizers-" });
    try {
      for (const width of widths) {
        const lanes = width / 32, harness = await compileHarness(folder, { method, lanes });
        // 203 neurons leave lanes over; the published one has rows of all kinds.
        for (const populations of [{ excitatory: 160, inhibitory: 43 }, { excitatory: 1600, inhibitory: 400 }]) {
          const network = buildNetwork(cobaHh({ populations, connectivity: { rule: "bernoulli", probability: 0.05 } }));
          await using wasm = await wasmEngine.create(network, { dt: DT, method });
          const expected = await wasm.advance(STEPS);
          for (const [k, format] of ROW_FORMATS.entries()) {
            const threads = 1 + k % 3;
            await using own = sanitizedSimulation(network, { dt: DT, method, threads, format, lanes, harness });
            assertEquals(await own.advance(STEPS), expected, `${width} bits, ${format}, ${threads} threads`);
          }
        }
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
