import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { cobahh, cobahhInTurn, inFolder, namesIn } from "./command_line.ts";

/** Bad use, and a part of the complaint about it. BROKEN, INVALID and FILE are files with broken contents. */
const badUse: readonly (readonly [what: string, args: readonly string[], complaint: string])[] = [
  ["an unknown flag", ["sim", "--speed", "3"], "Unknown flag --speed, the flags are --variant "],
  ["an unknown short flag", ["sim", "-s", "3"], "Unknown flag -s, the flags are --variant "],
  ["an unknown command", ["simulate"], 'Unknown command "simulate", the commands are sim, plot'],
  ["a name of something every object has", ["toString"], 'Unknown command "toString"'],
  ["an argument that is no flag", ["sim", "seed-1"], 'sim takes flags only, received "seed-1"'],
  ["a scale that is no number", ["sim", "--scale", "big"], '--scale requires a number, received "big"'],
  ["a duration that is no number", ["sim", "--duration", "NaN"], '--duration requires a number, received "NaN"'],
  ["a missing value at the end", ["sim", "--scale"], "--scale requires a value, received none"],
  ["a missing value before a flag", ["sim", "--scale", "--seed", "3"], "--scale requires a value, received none"],
  ["an empty value", ["sim", "--out="], "--out requires a value, received none"],
  ["a repeated flag", ["sim", "--seed", "1", "--seed", "2"], "--seed must be given once, received 1 and 2"],
  ["a negative duration", ["sim", "--duration", "-5"], "duration must be a positive number of ms, received -5"],
  ["a negative duration after =", ["sim", "--duration=-5"], "duration must be a positive number of ms, received -5"],
  [
    "a duration that is not whole",
    ["sim", "--duration", "0.25"],
    "duration must be a whole number of steps of 0.1 ms, received 0.25 ms",
  ],
  ["a time step of zero", ["sim", "--dt", "0"], "--dt requires a positive number of ms, received 0"],
  ["a scale of zero", ["sim", "--scale", "0"], "scale must be a positive number, received 0"],
  ["a seed that is not whole", ["sim", "--seed", "1.5"], "seed must be an integer in [0, 2^53), received 1.5"],
  ["an unknown variant", ["sim", "--variant", "seed-4"], "variant must be one of seed-1, seed-2, seed-3, brian2, nest"],
  ["an unknown scaling", ["sim", "--scaling", "up"], 'scaling must be one of weights, in-degree, received "up"'],
  ["an unknown method", ["sim", "--method", "rk44"], "--method requires one of exp_auto, "],
  ["an unknown engine", ["sim", "--engine", "brian"], "--engine requires one of "],
  ["no threads", ["sim", "--threads", "0"], "--threads requires a positive integer, received 0"],
  ["an unknown format", ["sim", "--format", "svg,gif"], '--format requires some of svg,png,csv,json, received "gif"'],
  [
    "an unknown variable",
    ["sim", "--monitor", "u:0"],
    "--monitor requires one of v, m, h, n, gE, gI, spike, refractory",
  ],
  ["an unknown neuron", ["sim", "--monitor", "v:4000"], '--monitor requires neurons in [0, 4000), received "4000"'],
  ["a negative neuron", ["sim", "--monitor", "v:-1"], '--monitor requires neurons in [0, 4000), received "-1"'],
  ["two lists of neurons", ["sim", "--monitor", "v:0:1"], '--monitor requires neurons in [0, 4000), received "0:1"'],
  ["rows each half a step", ["sim", "--every", "0.5"], "--every requires a positive integer of steps, received 0.5"],
  ["--spec beside --scale", ["sim", "--spec", "INVALID", "--scale", "2"], "--scale cannot be given beside --spec"],
  ["a specification that is not there", ["sim", "--spec", "NONE"], "Cannot read NONE: no such file or directory"],
  ["a specification that is a folder", ["sim", "--spec", "."], "Cannot read .: a file is required, received a folder"],
  ["a specification of broken JSON", ["sim", "--spec", "BROKEN"], "Cannot read specification: valid JSON is required"],
  ["an invalid specification", ["sim", "--spec", "INVALID"], "Cannot build network: variant must be a string"],
  ["an output folder below a file", ["sim", "--out", "INVALID/x"], "Cannot write to INVALID/x: a folder that can be"],
  ["convergence of an argument", ["convergence", "rk4"], 'convergence takes flags only, received "rk4"'],
  [
    "convergence of an unknown method",
    ["convergence", "--methods", "rk5"],
    "convergence requires methods among exp_auto,",
  ],
  ["convergence to no step", ["convergence", "--reference", "rk4"], "--reference requires METHOD@DT such as rk4@0.05"],
  ["convergence at no number", ["convergence", "--dt", "0.1,x"], '--dt requires a number of ms, received "x"'],
  ["convergence at a step of zero", ["convergence", "--dt", "0"], "--dt requires positive numbers of ms, received 0"],
  [
    "convergence of no transient",
    ["convergence", "--transient", "0"],
    "--transient requires a positive number of ms, ",
  ],
  [
    "convergence of no network",
    ["convergence", "--seeds", "0"],
    "--seeds requires an integer in [1, 1000], received 0",
  ],
  ["convergence of endless networks", ["convergence", "--seeds", "1e10"], "--seeds requires an integer in [1, 1000], "],
  [
    "convergence at a step that does not divide the time",
    ["convergence", "--dt", "0.3"],
    "duration must be a whole number of steps of 0.3 ms, received 5000 ms",
  ],
  ["convergence as a table of values", ["convergence", "--format", "csv"], "--format requires some of md,json,svg,png"],
  ["plot of nothing", ["plot"], "plot requires one file, of a recording or of spikes, received 0"],
  [
    "plot of two files",
    ["plot", "BROKEN", "INVALID"],
    "plot requires one file, of a recording or of spikes, received 2",
  ],
  ["plot of a file that is not there", ["plot", "NONE"], "Cannot read NONE: no such file or directory"],
  ["plot of words", ["plot", "BROKEN"], "BROKEN: Cannot read spikes: a time column"],
  [
    "plot of no recording",
    ["plot", "INVALID"],
    'Cannot read recording: the format must be "cobahh recording" version 1',
  ],
  ["plot of half a recording", ["plot", "HALF"], "Cannot read recording: a complete recording is required, provenance"],
  ["plot as a table", ["plot", "INVALID", "--format", "csv"], '--format requires some of svg,png, received "csv"'],
  ["compare of one file", ["compare", "SPIKES"], "compare requires two files of spikes, received 1"],
  ["compare of a file that is not there", ["compare", "SPIKES", "NONE"], "Cannot read NONE: no such file or directory"],
  ["compare of words", ["compare", "SPIKES", "BROKEN"], "BROKEN: Cannot read spikes: a time column, one of "],
  [
    "compare of half a recording",
    ["compare", "SPIKES", "HALF"],
    "HALF: Cannot read recording: a complete recording is",
  ],
  [
    "compare off the grid",
    ["compare", "SPIKES", "SPIKES", "--dt", "1"],
    "SPIKES: Cannot convert spikes: times must be mult",
  ],
  [
    "compare of unknown units",
    ["compare", "SPIKES", "SPIKES", "--unit", "h"],
    '--unit requires one of ms, s, us, ns, steps, received "h"',
  ],
  [
    "compare of small sizes",
    ["compare", "SPIKES", "SPIKES", "--sizes", "2,1"],
    "SPIKES must have neurons below 3 (--sizes, ",
  ],
  [
    "compare of odd sizes",
    ["compare", "SPIKES", "SPIKES", "--sizes", "2"],
    '--sizes requires two numbers of neurons as E,I, received "2"',
  ],
  [
    "compare of a negative step",
    ["compare", "SPIKES", "SPIKES", "--dt", "-1"],
    "--dt requires a positive number of ms, received -1",
  ],
  [
    "compare after the end",
    ["compare", "SPIKES", "SPIKES", "--skip", "9"],
    "--skip requires a time in [0, 0.8) ms, received 9",
  ],
  [
    "compare by a list",
    ["compare", "SPIKES", "SPIKES", "--population", "a"],
    '--population requires NAME=FIRST,NAME=FIRST, received "a"',
  ],
  ["judge of nothing", ["judge"], "judge requires one file of spikes, received 0"],
  [
    "judge by a network that is no zip",
    ["judge", "SPIKES", "--network", "INVALID", "--seed", "1"],
    "INVALID: Cannot read npz: a whole zip file",
  ],
  [
    "judge by no network",
    ["judge", "SPIKES", "--network", "BROKEN"],
    "BROKEN: Cannot read npz: a whole zip",
  ],
  ["judge by no method", ["judge", "SPIKES", "--method", "magic"], "--method requires one of exp_auto, exp_euler"],
  ["judge of no time", ["judge", "SPIKES", "--exact", "0"], "--exact requires a positive number, received 0"],
  ["judge of no spikes", ["judge", "EMPTY"], "judge requires spikes, or --duration for a run that was silent, "],
  [
    "judge of less than a step",
    ["judge", "EMPTY", "--duration", "0.01"],
    "--duration requires at least a step of 0.1 ms",
  ],
  ["judge of a smaller network", ["judge", "SPIKES", "--scale", "0.0005"], "SPIKES must have neurons below "],
  ["validation of an argument", ["validate", "wasm"], 'validate takes flags only, received "wasm"'],
  [
    "validation of an unknown engine",
    ["validate", "--engine", "wasm,brian"],
    'nest, or exec:COMMAND, received "brian"',
  ],
  ["validation without threads", ["validate", "--threads", "0"], "--threads requires a positive integer, received 0"],
  ["validation of one seed", ["validate", "--seeds", "1"], "--seeds requires an integer of at least 2, received 1"],
  [
    "validation of an unknown method",
    ["validate", "--engine", "wasm", "--method", "rk44"],
    "--method requires some of exp_auto",
  ],
  ["validation with a file without a table", ["validate", "--convergence", "INVALID"], "--convergence requires a file"],
  ["validation with no table", ["validate", "--convergence", "NONE"], "Cannot read NONE: no such file or directory"],
];

/** Files that are no specification and no recording, one of them of spikes. JSON's parser quotes the lines of the first. */
const badFiles = {
  BROKEN: "no JSON\nat all\r\n{",
  INVALID: '{ "variant": 3 }',
  HALF: '{ "format": "cobahh recording", "formatVersion": 1, "start": 0, "stop": 1, "traces": [] }',
  SPIKES: "0.3,0\n0.7,3\n",
  EMPTY: "time_ms,neuron\n",
};

async function inFolderOfBadFiles(work: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    for (const [name, text] of Object.entries(badFiles)) await Deno.writeTextFile(`${folder}/${name}`, text);
    await work(folder);
  });
}

Deno.test("bad use is exit status 2, one line on stderr and nothing else", (test) =>
  inFolderOfBadFiles(async (folder) => {
    const outcomes = await cobahhInTurn(folder, badUse.map(([, args]) => args));
    assertEquals(outcomes.length, badUse.length);
    for (const [k, [what, , complaint]] of badUse.entries()) {
      await test.step(what, () => {
        const { status, stdout, stderr, names } = outcomes[k];
        assertEquals([status, stdout], [2, ""], stderr);
        assertMatch(stderr, /^[^\r\n]+\n$/);
        assertStringIncludes(stderr, complaint);
        assertEquals(names, Object.keys(badFiles).sort());
      });
    }
  }));

/** One complaint of each place that complains: the choice of a command, flags, values, files, folders, the library. */
const inProcessesOfTheirOwn = [
  "an unknown command",
  "an unknown flag",
  "a duration that is not whole",
  "a specification of broken JSON",
  "an output folder below a file",
  "compare of half a recording",
];

Deno.test("bad use ends a process of its own as it ends in a process of many", () =>
  inFolderOfBadFiles(async (folder) => {
    const chosen = badUse.filter(([what]) => inProcessesOfTheirOwn.includes(what)).map(([, args]) => args);
    assertEquals(chosen.length, inProcessesOfTheirOwn.length);
    const inTurn = await cobahhInTurn(folder, chosen);
    for (const [k, args] of chosen.entries()) {
      const { names, ...outcome } = inTurn[k];
      assertEquals(await cobahh(folder, ...args), outcome);
      assertEquals(namesIn(folder), names);
    }
  }));
