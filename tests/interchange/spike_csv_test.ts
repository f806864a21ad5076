import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type CsvOptions,
  readSpikeFile,
  spikeTimesFromCsv,
  spikeTimesToCsv,
  toSteps,
  toTimes,
} from "../../interchange/mod.ts";
import { cobaHh, type Recording, spikesToCsv } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { spikes, timeStep } from "./spike_times.ts";

const TWO = { time: Float64Array.of(38.9, 113.7), neuron: Uint32Array.of(3, 0) };

Deno.test("text gives back the spikes it was made of", () => {
  fc.assert(
    fc.property(spikes(), timeStep(), (spikes, dt) => {
      const times = toTimes(spikes, dt);
      assertEquals(spikeTimesFromCsv(spikeTimesToCsv(times)), times);
    }),
    PROPERTY,
  );
});

Deno.test("the CSV that sim writes gives back the recording's spikes", async () => {
  const spikes = { step: Uint32Array.of(1, 3, 3), neuron: Uint32Array.of(3999, 0, 5) };
  const provenance = { spec: cobaHh(), dt: 0.1, excitatory: 3200, inhibitory: 800 };
  const text = spikesToCsv({ provenance, observed: { all: { kind: "spikes", ...spikes } } } as unknown as Recording);
  const { times, format } = await readSpikeFile(new TextEncoder().encode(text));
  assertEquals([format, toSteps(times, 0.1)], ["csv", spikes]);
});

/** The same two spikes in many layouts. */
const layouts: readonly (readonly [what: string, text: string, options?: CsvOptions])[] = [
  ["no names", "38.9,3\n113.7,0\n"],
  ["no last newline, carriage returns, empty lines", "38.9,3\r\n\r\n113.7,0"],
  ["names in another order, in quotes", '"neuron","other","time"\n3,x,38.9\n0,y,113.7\n'],
  [
    "tabs, comments and NEST's names",
    "# NEST version: 3.10\n# RecordingBackendASCII version: 2\nsender\ttime_ms\n3\t38.900\n0\t113.7\n",
  ],
  ["blanks and indices from 1", "  38.9   4\n 113.7   1\n", { firstIndex: 1 }],
  ["semicolons, seconds by option", "t;i\n0.0389;3\n0.1137;0\n", { unit: "s" }],
  ["seconds by name", "i,t [s]\n3,0.0389\n0,0.1137\n"],
  ["steps by option", "389 3\n1137 0\n", { unit: "steps", dt: 0.1 }],
  ["steps by name", "step,neuron\n389,3\n1137,0\n", { dt: 0.1 }],
  ["chosen names", "a,b,c\n9,38.9,3\n9,113.7,0\n", { time: "b", neuron: "c" }],
  ["chosen positions", "9,3,38.9\n9,0,113.7\n", { time: 2, neuron: 1 }],
  ["positions as words, as a command line has them", "9,3,38.9\n9,0,113.7\n", { time: "2", neuron: "1" }],
  ["numbers as names", "1,0\n38.9,3\n113.7,0\n", { header: true, time: "1", neuron: "0" }],
  ["exponents", "3.89e1,3e0\n1137e-1,0\n"],
];

for (const [what, text, options] of layouts) {
  Deno.test(`spikes are read from text with ${what}`, () => {
    const { time, neuron } = spikeTimesFromCsv(text, options);
    assertEquals(neuron, TWO.neuron);
    assertEquals(time.map((t) => Number(t.toFixed(9))), TWO.time);
  });
}

Deno.test("text without spikes has none", () => {
  for (const text of ["", "\n# nothing\n", "time_ms,neuron\n"]) assertEquals(spikeTimesFromCsv(text).time.length, 0);
});

const refusals: readonly (readonly [text: string, complaint: string, options?: CsvOptions])[] = [
  ["time,neuron\n1,2\nx,3\n", 'line 3 must have a number as time, received "x"'],
  ["1.5,2\n1\n", 'line 2 must have a number as neuron, received ""'],
  ["1.5,2\n1,\n", 'line 2 must have a number as neuron, received ""'],
  ["a,b\n1,2\n", "a time column, one of time, times, t"],
  ["time,b\n1,2\n", "received the columns time, b"],
  ["1,2\n", 'a neuron column, "gid", is required, received 2 columns without names', { neuron: "gid" }],
  ["1,2\n", "a time column, 2, is required", { time: 2 }],
  ["1\n2\n", "received 1 columns without names"],
  ["1,2\n", "time and neuron must be two columns, received column 1 twice", { time: 1, neuron: 1 }],
  ["1.5,0\n", "neurons must be integers from 1 on, received 0 of spike 0", { firstIndex: 1 }],
  ["t,i\n1,0.5\n", "neurons must be integers from 0 on, received 0.5 of spike 0"],
  ["1.5,0.5\n", "which column is the time is unclear: neurons must be integers, received fractions in columns 0 and 1"],
  [
    "1,0\n",
    "both columns are whole numbers, and either may be the time (say --time 0 --neuron 1, or --time 1 --neuron 0)",
  ],
  ["Infinity,0\n", 'line 1 must have a number as time, received "Infinity"'],
  ["7,1\n9,0\n11,1\n", "times in steps require dt, a positive number of ms, received undefined", { unit: "steps" }],
];

for (const [text, complaint, options] of refusals) {
  Deno.test(`text is refused where ${complaint}`, () => {
    assertThrows(() => spikeTimesFromCsv(text, options), Error, complaint);
  });
}
