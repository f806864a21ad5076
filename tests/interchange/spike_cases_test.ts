/**
 * Files as people have them, after reports and examples of NEST, Brian 2, NEURON, GeNN, Arbor, bmtk, PyNN, hnn-core and
 * LEMS: each is read rightly, or refused in a sentence that says what would do. Every text holds the same six spikes.
 */

import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { gzipSync, strToU8 } from "../../interchange/fflate.ts";
import type { SpikeFileOptions } from "../../interchange/mod.ts";
import {
  arrays,
  described,
  EXPECTED,
  lines,
  ms,
  NEURON,
  npy,
  raster,
  readText as read,
  STEP,
  stepsOf,
  utf16,
} from "./six_spikes.ts";

const NEST_3 = "# NEST version: 3.10.0\n# RecordingBackendASCII version: 2\n";

/** What is read rightly: text, options, and what is said of it. */
const readable:
  readonly (readonly [what: string, content: string | Uint8Array, options?: SpikeFileOptions, note?: RegExp])[] = [
    // Units
    ["microseconds in brackets", `neuron,time [us]\n${lines((s, i) => `${i},${s * 100}`)}`],
    ["microseconds with the micro sign", `neuron,time (µs)\n${lines((s, i) => `${i},${s * 100}`)}`],
    ["microseconds with the Greek letter", `neuron,time (μs)\n${lines((s, i) => `${i},${s * 100}`)}`],
    ["microseconds in words", `neuron,time [microseconds]\n${lines((s, i) => `${i},${s * 100}`)}`],
    ["microseconds in a short word", `neuron,time [µsec]\n${lines((s, i) => `${i},${s * 100}`)}`],
    ["nanoseconds", `neuron,t_ns\n${lines((s, i) => `${i},${s * 100_000}`)}`],
    ["seconds in brackets", `neuron,time [sec]\n${lines((s, i) => `${i},${s / 10_000}`)}`],
    ["seconds in words", `neuron,time (seconds)\n${lines((s, i) => `${i},${s / 10_000}`)}`],
    ["seconds after a slash", `neuron,t/s\n${lines((s, i) => `${i},${s / 10_000}`)}`],
    ["steps by name", `spike_step,neuron\n${lines((s, i) => `${s},${i}`)}`],
    ["steps by a chosen name", `steps,neuron\n${lines((s, i) => `${s},${i}`)}`, { time: "steps" }],
    ["times in steps", `timestep\tgid\n${lines((s, i) => `${s}\t${i}`)}`],
    // Columns
    ["id first, no header", lines((s, i) => `${i} ${ms(s)}`), {}, /first column was read as neurons/],
    ["id first, no header, floats as numpy.savetxt writes them", lines((s, i) => `${i.toExponential(18)} ${ms(s)}`)],
    ["steps and ids, where steps are beyond the neurons", lines((s, i) => `${i},${s}`), {
      unit: "steps",
      neurons: 100,
    }],
    ["whole numbers sorted by time", lines((s, i) => `${i} ${s}`, [0, 2, 1, 3, 4, 5]), { unit: "steps" }],
    [
      "a third column of words, no header",
      lines((s, i) => `${ms(s)}\t${i}\tL5_pyramidal`),
      {},
      /of 3 columns without names/,
    ],
    ["this library's CSV without its header", lines((s, i) => `${ms(s)},${i},${i < 3 ? "E" : "I"}`)],
    ["a row number first, no header", STEP.map((s, k) => `${k},${ms(s)},${NEURON[k]}\n`).join("")],
    [
      "names with blanks above rows with blanks",
      `Time [ms], Neuron ID\n${lines((s, i) => `${ms(s)} ${i}`)}`,
      {},
      /as GeNN writes/,
    ],
    ["names with blanks above rows with commas", `Neuron ID,Time (ms)\n${lines((s, i) => `${i},${ms(s)}`)}`],
    ["names in a comment, as numpy.savetxt writes them", `# time_ms neuron\n${lines((s, i) => `${ms(s)} ${i}`)}`],
    ["comments with %", `% made by MATLAB\n${lines((s, i) => `${ms(s)} ${i}`)}`],
    ...["neuron_id", "cell_id", "Neuron ID", "gid", "node_ids", "senders", "cell", "nodeid"].map((name) =>
      [`neurons called ${name}`, `${name},time\n${lines((s, i) => `${i},${ms(s)}`)}`] as const
    ),
    ...["timestamp", "ts", "Timestamps", "spike_time", "t"].map((name) =>
      [`times called ${name}`, `${name},i\n${lines((s, i) => `${ms(s)},${i}`)}`] as const
    ),
    ["an index of pandas", `,time,neuron\n${STEP.map((s, k) => `${k},${ms(s)},${NEURON[k]}\n`).join("")}`],
    // Programs
    ["NEST 3", `${NEST_3}sender\ttime_ms\n${lines((s, i) => `${i + 1}\t${ms(s + 1)}`)}`, {}, /as NEST 3 writes it/],
    [
      "NEST 3 in steps with offsets",
      `${NEST_3}sender\ttime_step\ttime_offset\n${lines((s, i) => `${i + 1}\t${s + 1}\t0.000`)}`,
      {},
      /as NEST 3 writes it/,
    ],
    ["NEST 2", lines((s, i) => `${i + 1}\t${ms(s + 1)}\t`), { from: "nest2" }, /as NEST 2 writes it/],
    ["NEURON", lines((s, i) => `${ms(s + 1)} ${i}`), { from: "neuron" }, /as NEURON writes it/],
    ["hnn-core", lines((s, i) => `${ms(s + 1)}\t${i}\tL2_basket`), { from: "hnn" }],
    ["Arbor", lines((s, i) => `${i} ${ms(s) + 0.043}`), { from: "arbor" }, /as Arbor writes it/],
    ["LEMS", lines((s, i) => `${i}\t${s / 10_000}`), { from: "lems" }],
    ["PyNN", `# first_id = 0\n# last_id = 5\n${lines((s, i) => `${ms(s)}\t${i}`)}`, {}, /as PyNN writes it/],
    ["Brian 2 as arrays in seconds", arrays({ t: STEP.map((s) => s / 10_000), i: NEURON }), { from: "brian2" }],
    [
      "bmtk's CSV, ids from 0 in each population",
      `timestamps population node_ids\n${lines((s, i) => `${ms(s)} ${i < 3 ? "exc" : "inh"} ${i % 3}`)}`,
      { populations: { exc: 0, inh: 3 } },
      /as bmtk writes it/,
    ],
    // Wrappings
    ["gzip", gzipSync(strToU8(`time,neuron\n${lines((s, i) => `${ms(s)},${i}`)}`))],
    ["gzip around NPZ", gzipSync(arrays({ t: STEP.map(ms), i: NEURON }))],
    ["UTF-16 with its mark", utf16(`\ufefftime,neuron\r\n${lines((s, i) => `${ms(s)},${i}`)}`, true)],
    ["UTF-16 of the other order", utf16(`\ufefftime,neuron\n${lines((s, i) => `${ms(s)},${i}`)}`, false)],
    ["UTF-16 without its mark", utf16(`time,neuron\n${lines((s, i) => `${ms(s)},${i}`)}`, true)],
    ["two columns as npy", npy([6, 2], STEP.flatMap((s, k) => [ms(s), NEURON[k]]))],
    ["two columns as npy, id first", npy([6, 2], STEP.flatMap((s, k) => [NEURON[k], ms(s)])), {}, /first column/],
    ["two rows as npy", npy([2, 6], [...STEP.map(ms), ...NEURON])],
    ["npy, gzipped", gzipSync(npy([6, 2], STEP.flatMap((s, k) => [ms(s), NEURON[k]])))],
  ];

for (const [what, content, options, note] of readable) {
  Deno.test(`spikes are read from ${what}`, async () => {
    const file = await read(content, options);
    assertEquals(stepsOf(file), EXPECTED);
    if (note !== undefined) assertMatch(file.notes.join("; "), note);
  });
}

/** What is refused, and what the refusal says would do. */
const refused:
  readonly (readonly [what: string, content: string | Uint8Array, complaint: string, options?: SpikeFileOptions])[] = [
    [
      "an unknown unit",
      `neuron,time [weeks]\n1,2\n`,
      'must be one of ms, s, us, ns, steps, received "weeks" (say it with --unit)',
    ],
    [
      "whole numbers of either order",
      "1 5\n2 7\n3 9\n",
      "either may be the time (say --time 0 --neuron 1, or --time 1 --neuron 0)",
    ],
    ["whole numbers sorted by neuron", "0 12\n0 55\n1 3\n1 70\n2 9\n2 11\n", "either may be the time"],
    [
      "two columns of fractions",
      "0.5 1.5\n0.7 2.5\n",
      "neurons must be integers, received fractions in columns 0 and 1",
    ],
    ["decimal commas", "time;neuron\n38,9;3\n", 'received "38,9" (a decimal comma: a point is required)'],
    [
      "populations that are each numbered from 0",
      "timestamps population node_ids\n0.1 exc 0\n0.2 inh 0\n",
      "the first neuron of each is required (--population exc=0,inh=…)",
    ],
    [
      "an unknown population",
      "timestamps,population,node_ids\n0.1,exc,0\n0.2,inh,0\n",
      'population must be one of "exc", "inh", received "cortex"',
      { populations: { exc: 0, cortex: 5 } },
    ],
    ["populations where there are none", "0.3 1\n", "(--population has no effect)", { populations: { exc: 0 } }],
    ["samples of a multimeter", "sender\ttime_ms\tV_m\n1\t0.1\t-65.2\n", 'received samples of "V_m"'],
    [
      "samples of a multimeter as arrays",
      arrays({ times: [1, 2], senders: [1, 1], V_m: [-60, -61] }),
      'received samples of "V_m", as a multimeter',
    ],
    [
      "a second set of spikes",
      arrays({ t: [1], i: [0], t_inh: [1, 2], i_inh: [0, 1] }),
      "received t, i and besides t_inh, i_inh (say which with --time NAME --neuron NAME)",
    ],
    ["a transposed raster", raster(6, 2000), "received shape (6, 2000), a transposed one (raster.T)", {
      raster: "spike",
      neurons: 6,
    }],
    ["a raster of another size", raster(2000, 6), "for each of 100 neurons", { raster: "spike", neurons: 100 }],
    ["a raster that was not asked for", raster(2000, 6), "(a raster is read with --raster spike)"],
    [
      "a sparse matrix of SciPy",
      arrays({ data: [1], indices: [0], indptr: [0, 1] }),
      "received a sparse matrix, as SciPy writes a network",
    ],
    ["JSON of NetPyNE", '{"netpyne_version": "1.0", "simData": {"spkt": [1], "spkid": [0]}}', "as two columns"],
    ["bzip2", strToU8("BZh91AY&SY"), "received bzip2 (bunzip2 it first)"],
    [
      "a pickle",
      Uint8Array.of(0x80, 4, 0x95, 1),
      "received a pickle of Python (numpy.savez of two arrays, times and neurons)",
    ],
    ["a MAT-file", strToU8("MATLAB 5.0 MAT-file, Platform"), "received a MAT-file of MATLAB"],
    ["zero bytes", new Uint8Array(1000), "text is required, received zero bytes"],
    [
      "a square npy",
      npy([2, 2], [0.5, 1, 0.7, 2]),
      "an array of two columns or two rows is required, received shape (2, 2)",
    ],
    ["float16", described("<f2", [1], 2), 'float32 or float64 is required, received "<f2": float16 has three digits'],
    ["objects", described("|O", [1], 8), 'received "|O", Python objects'],
    ["a structured array", described("[('t', '<f8'), ('i', '<i4')]", [1], 12), "a structured one (save its fields"],
  ];

for (const [what, content, complaint, options] of refused) {
  Deno.test(`spikes are not read from ${what}: ${complaint}`, async () => {
    const error = await assertRejects(() => read(content, options), Error);
    assertStringIncludes(error.message, complaint);
    assertMatch(error.message, /^Cannot read [^\r\n]{1,400}$/);
  });
}
