/** Files that are read wrongly: judge says how, and reads them rightly with the flags that it says. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { recordingFromJson, spikesOf } from "../../mod.ts";
import { toTimes } from "../../interchange/mod.ts";
import { cobahh, cobahhInTurn, inFolder } from "./command_line.ts";

const NETWORK = ["--scale", "0.1", "--scaling", "in-degree", "--variant", "brian2"];
const MADE = [...NETWORK, "--engine", "reference", "--duration", "60", "--format", "json"];

/** Numbers of a permutation without a pattern. */
const permuted = (i: number) => (i * 147 + 13) % 400;

type Event = readonly [time: number, neuron: number];

/** What may be otherwise in a file: its events, what judge says of it, and flags that it was read with already. */
const cases: readonly (readonly [
  what: string,
  change: (t: number, i: number, k: number) => readonly Event[],
  sentence: RegExp,
  flags?: readonly string[],
  /** Status with the flags that the sentence says. */
  again?: number,
])[] = [
  ["ids from 1", (t, i) => [[t, i + 1]], /^neurons are counted from 1: with --first-index 1 all/],
  [
    "ids from 1, ms rounded to 0.1",
    (t, i) => [[Number((t + 0.1).toFixed(1)), i + 1]],
    /^all times are 0.1 ms late, and/,
  ],
  ["inhibitory neurons first", (t, i) => [[t, i < 320 ? i + 80 : i - 320]], /with --ids inhibitory-first all/],
  ["inhibitory neurons first, from 1", (t, i) => [[t, i < 320 ? i + 81 : i - 319]], /with --ids 81,1 all/],
  [
    "inhibitory neurons first, late",
    (t, i) => [[t + 0.3, i < 320 ? i + 80 : i - 320]],
    /--origin 0.3 --ids inhibitory-first/,
  ],
  ["a gap between populations", (t, i) => [[t, i < 320 ? i + 1 : i + 681]], /with --ids 1,1001 all/],
  ["another order", (t, i) => [[t, permuted(i)]], /in another order .* with --ids ids.txt all/, [
    "--save-ids",
    "ids.txt",
  ]],
  [
    "another order within populations, from 1",
    (t, i) => [[t, 1 + (i < 320 ? 319 - i : 719 - i)]],
    /in another order .* with --ids ids.txt all/,
    ["--save-ids", "ids.txt"],
  ],
  ["another order, late", (t, i) => [[t + 5, permuted(i)]], /--origin 5 --ids ids.txt all/, ["--save-ids", "ids.txt"]],
  ["in seconds", (t, i) => [[t / 1000, i]], /^times are in s: with --unit s all/],
  ["in seconds, late by 7.3 ms", (t, i) => [[(t + 7.3) / 1000, i]], /--unit s --origin 7.3 all/],
  ["as ids inhibitory-first, which they are not", (t, i) => [[t, i]], /with --ids 0,320 all/, [
    "--ids",
    "inhibitory-first",
  ]],
  ["as float32", (t, i) => [[Math.fround(t + 1000), i]], /with --origin 1000 all/],
  ["part missing at the end, and late", (t, i) => t > 50 ? [] : [[t + 0.2, i]], /with --origin 0.2 all/],
  [
    "the beginning missing, and late",
    (t, i) => t < 20 ? [] : [[t + 0.2, i]],
    /0.2 ms late, and the first .* ms are missing/,
    [],
    1,
  ],
  ["events twice", (t, i) => [[t, i], [t, i]], /there a second time: the other/, [], 1],
  ["events twice, from 1", (t, i) => [[t, i + 1], [t, i + 1]], /counted from 1, and .* a second time/, [], 1],
  [
    "populations merged, both from 0",
    (t, i) => [[t, i < 320 ? i : i - 320]],
    /both counted from 0: read so, all/,
    [],
    1,
  ],
  ["as it is, in another order of lines", (t, i) => [[t, i]], /^right: all/],
];

Deno.test("what is read wrongly is 1, with the flags that read it rightly, and right with these", () =>
  inFolder(async (folder) => {
    await cobahh(folder, "sim", ...MADE);
    const recording = recordingFromJson(await Deno.readTextFile(`${folder}/out/recording.json`));
    const { time, neuron } = toTimes(spikesOf(recording)!, 0.1);
    for (const [k, [, change]] of cases.entries()) {
      const events = Array.from(time, (t, k) => change(t, neuron[k], k)).flat();
      const lines = events.map(([t, i]) => `${Number(t.toPrecision(12))},${i}\n`).reverse();
      await Deno.writeTextFile(`${folder}/${k}.csv`, "time,neuron\n" + lines.join(""));
    }
    const judged = await cobahhInTurn(
      folder,
      cases.map(([, , , flags = []], k) => [
        "judge",
        `${k}.csv`,
        ...NETWORK,
        ...flags.map((flag) => flag === "ids.txt" ? `ids${k}.txt` : flag),
      ]),
    );
    const again = cases.map(([what, , sentence, flags = []], k) => {
      const said = judged[k].stdout.trim().split("\n").at(-1)!.replace(`ids${k}.txt`, "ids.txt");
      assertMatch(said[0].toLowerCase() + said.slice(1), sentence, what);
      assertEquals(judged[k].status, said.startsWith("Right") ? 0 : 1, what);
      const found = /with ((--[a-z-]+ \S+ )+)/.exec(said)?.[1].trim().replace("ids.txt", `ids${k}.txt`).split(" ") ??
        [];
      const kept = found.includes("--ids") || flags[0] === "--save-ids" ? [] : flags;
      return ["judge", `${k}.csv`, ...NETWORK, ...kept, ...found];
    });
    const outcomes = await cobahhInTurn(folder, again);
    for (const [k, [what, , , , status = 0]] of cases.entries()) {
      assertEquals(outcomes[k].status, status, `${what}: ${outcomes[k].stdout}`);
      if (status === 0) {
        assertMatch(outcomes[k].stdout, /\nRight: all [\d,]+ spikes of the first [\d.]+ ms are the same/);
      }
    }
  }));

Deno.test("a file that says which neurons were recorded is judged by these", () =>
  inFolder(async (folder) => {
    await cobahh(folder, "sim", ...MADE);
    const { time, neuron } = toTimes(
      spikesOf(recordingFromJson(await Deno.readTextFile(`${folder}/out/recording.json`)))!,
      0.1,
    );
    const isPart = (i: number) => i < 100 || i >= 380;
    const write = async (name: string, header: string, shift: number) => {
      const lines = Array.from(time, (t, k) => isPart(neuron[k]) ? `${t},${neuron[k] + shift}\n` : "");
      await Deno.writeTextFile(`${folder}/${name}.csv`, header + "time,neuron\n" + lines.join(""));
    };
    await write("part", "# recorded: 0-99, 380-399\n", 0);
    await write("first", "# recorded: 1-100, 381-400\n", 1);
    const [part, first, again, compared] = await cobahhInTurn(folder, [
      ["judge", "part.csv", ...NETWORK],
      ["judge", "first.csv", ...NETWORK],
      ["judge", "first.csv", ...NETWORK, "--first-index", "1"],
      ["compare", "out/recording.json", "part.csv", "--sizes", "320,80"],
    ]);
    assertMatch(part.stdout, /\nRight: all \d+ spikes of the 120 recorded neurons in the first/);
    assertMatch(part.stderr, /^note: part.csv: only 120 neurons were recorded, as the file says/);
    assertMatch(first.stdout, /\nNeurons are counted from 1, .* with --first-index 1 the other/);
    assertMatch(again.stdout, /\nRight: all \d+ spikes of the 120 recorded neurons in the first/);
    assertMatch(compared.stdout, /\nIdentical: every one of \d+ spikes/);
    assertEquals([part, first, again, compared].map(({ status }) => status), [0, 1, 0, 0]);
  }));

Deno.test("numbers of neurons that are no numbering are refused", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/spikes.csv`, "time,neuron\n1,1\n2,0\n");
    await Deno.writeTextFile(`${folder}/short.txt`, "# two of three\n1\n0\n");
    await Deno.writeTextFile(`${folder}/twice.txt`, "1\n1\n0\n");
    await Deno.writeTextFile(`${folder}/words.txt`, "1\none\n0\n");
    await Deno.writeTextFile(`${folder}/few.txt`, "1\n-\n5\n");
    const complaints: [ids: string[], complaint: string][] = [
      [["short.txt"], "Cannot read short.txt: 3 lines, one for each neuron, are required by --ids, received 2"],
      [["twice.txt"], "Cannot read twice.txt: each number once is required by --ids, received 1 twice"],
      [["words.txt"], 'Cannot read words.txt: a number of a neuron in each line is required by --ids, received "one"'],
      [["few.txt"], "spikes.csv must have only neurons that --ids numbers, received 0"],
      [["0,1"], '--ids requires numbers that 2 excitatory and 1 inhibitory neurons do not share, received "0,1"'],
      [["0,2", "--first-index", "1"], "--first-index cannot be given beside --ids, which says it"],
      [["none.txt"], "Cannot read none.txt"],
    ];
    const outcomes = await cobahhInTurn(
      folder,
      complaints.map(([ids]) => ["plot", "spikes.csv", "--sizes", "2,1", "--ids", ...ids]),
    );
    for (const [k, [ids, complaint]] of complaints.entries()) {
      assertEquals(outcomes[k].status, 2, ids.join(" "));
      assert(outcomes[k].stderr.startsWith(complaint), outcomes[k].stderr);
    }
  }));
