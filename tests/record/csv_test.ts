import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { cobaHh, type Recording, type Spikes, spikesToCsv } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

/** A recording of nothing but spikes. */
function recordingOf(spikes: Spikes, { dt = 0.1, excitatory = 3200 } = {}): Recording {
  return {
    provenance: {
      version: "1.2.3",
      spec: cobaHh(),
      excitatory,
      inhibitory: 800,
      synapses: 0,
      engine: "none",
      precision: "float64",
      method: "exp_auto",
      dt,
      threads: 1,
    },
    start: 0,
    stop: 0xffffffff,
    aborted: false,
    observed: { all: { kind: "spikes", ...spikes } },
  };
}

const spikes: fc.Arbitrary<Spikes> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 0xfffffffe }), fc.nat({ max: 3999 })), { maxLength: 50 })
  .map((pairs) => ({
    step: Uint32Array.from(pairs, ([step]) => step),
    neuron: Uint32Array.from(pairs, ([, neuron]) => neuron),
  }));

/** step × dt in decimal, exactly, for a dt of that many ten-thousandths of a ms. */
function decimalTime(step: number, tenThousandths: number): string {
  const digits = (BigInt(step) * BigInt(tenThousandths)).toString().padStart(5, "0");
  const fraction = digits.slice(-4).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -4) : `${digits.slice(0, -4)}.${fraction}`;
}

Deno.test("spikes are a line each, below the names of the columns", () => {
  const csv = spikesToCsv(recordingOf({ step: Uint32Array.of(0, 3, 3), neuron: Uint32Array.of(3199, 3200, 7) }));
  assertEquals(csv, "time_ms,neuron,population\n0,3199,E\n0.3,3200,I\n0.3,7,E\n");
});

Deno.test("no spikes are the names of the columns alone", () => {
  const none = new Uint32Array(0);
  assertEquals(spikesToCsv(recordingOf({ step: none, neuron: none })), "time_ms,neuron,population\n");
});

Deno.test("times are step × dt in decimal, without rounding noise at any step", () => {
  const tenThousandths = fc.constantFrom(1000, 500, 250, 200, 100, 50, 10, 1, 125, 300, 10000, 25000);
  fc.assert(
    fc.property(spikes, tenThousandths, ({ step, neuron }, unit) => {
      const lines = spikesToCsv(recordingOf({ step, neuron }, { dt: unit / 10000 })).split("\n").slice(1, -1);
      assertEquals(lines.map((line) => line.split(",")[0]), Array.from(step, (step) => decimalTime(step, unit)));
    }),
    PROPERTY,
  );
});

Deno.test("lines read back give the steps, neurons and populations, for any dt", () => {
  const dt = fc.oneof(
    fc.constantFrom(0.1, 0.05, 0.025, 0.01, 1 / 3, 1 / 128, 1e-11, 7),
    fc.double({ min: 1e-9, max: 10, noNaN: true }),
  );
  fc.assert(
    fc.property(spikes, dt, fc.nat({ max: 4000 }), ({ step, neuron }, dt, excitatory) => {
      const lines = spikesToCsv(recordingOf({ step, neuron }, { dt, excitatory })).split("\n").slice(1, -1);
      const fields = lines.map((line) => line.split(","));
      assertEquals(fields.map(([time]) => Math.round(Number(time) / dt)), [...step]);
      assertEquals(fields.map(([, index]) => Number(index)), [...neuron]);
      assertEquals(fields.map(([, , population]) => population), Array.from(neuron, (i) => i < excitatory ? "E" : "I"));
    }),
    { ...PROPERTY, numRuns: 300 },
  );
});

Deno.test("a recording without spikes recorded cannot become CSV", () => {
  const recording = { ...recordingOf({ step: new Uint32Array(0), neuron: new Uint32Array(0) }), observed: {} };
  const { message } = assertThrows(() => spikesToCsv(recording), RangeError);
  assertEquals(message, "Cannot write spikes: the recording has no spikes recorded");
});
