import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { spikeTimesToNpz, spikeTimesToSonata, toTimes } from "../../interchange/mod.ts";
import { recordingFromJson, spikesOf } from "../../mod.ts";
import { cobahh, cobahhInTurn, inFolder } from "./command_line.ts";

/** A network of 400 neurons for 100 ms, as recording, as CSV, and as files of others. */
async function withFiles(work: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const flags = ["--variant", "brian2", "--scale", "0.1", "--format", "json,csv"];
    await cobahh(folder, "sim", ...flags);
    await cobahh(folder, "sim", ...flags, "--seed", "2", "--out", "other");
    const spikes = spikesOf(recordingFromJson(await Deno.readTextFile(`${folder}/out/recording.json`)));
    const times = toTimes(spikes!, 0.1);
    const seconds = { time: times.time.map((t) => t / 1000), neuron: times.neuron.map((i) => i + 1) };
    await Deno.writeFile(`${folder}/spikes.npz`, spikeTimesToNpz(seconds));
    const ranges = { exc: { first: 0, count: 320 }, inh: { first: 320, count: 80 } };
    await Deno.writeFile(`${folder}/spikes.h5`, await spikeTimesToSonata(times, ranges));
    await work(folder);
  });
}

Deno.test("compare finds the same spikes in a recording, CSV, NPZ of seconds and indices from 1, and SONATA", () =>
  withFiles(async (folder) => {
    const files = [
      ["out/spikes.csv"],
      ["spikes.npz", "--unit", "ms", "--unit", "s", "--first-index", "0", "--first-index", "1"],
      ["spikes.h5", "--population", "exc=0,inh=320"],
    ];
    for (const [file, ...flags] of files) {
      const flagsOfSizes = ["--sizes", "320,80"];
      const { status, stdout, stderr } = await cobahh(
        folder,
        "compare",
        "out/recording.json",
        file,
        ...flagsOfSizes,
        ...flags,
      );
      assertEquals([status, stderr], [0, ""]);
      assertMatch(stdout, /\nIdentical: every one of [\d,]+ spikes\.\n$/);
    }
  }));

Deno.test("compare tells what is different, in words and as JSON, by its exit status too", () =>
  withFiles(async (folder) => {
    const lines = (await Deno.readTextFile(`${folder}/out/spikes.csv`)).trimEnd().split("\n");
    await Deno.writeTextFile(`${folder}/less.csv`, lines.toSpliced(200, 1).join("\n"));
    const less = await cobahh(folder, "compare", "out/recording.json", "less.csv", "--sizes", "320,80");
    assertEquals(less.status, 1);
    assertMatch(
      less.stdout,
      /^In B 1 of [\d,]+ spikes is missing: the other [\d,]+ spikes of the first [\d.]+ ms are the same/,
    );

    await Deno.writeTextFile(`${folder}/half.csv`, lines.slice(0, lines.length / 2).join("\n"));
    const half = await cobahh(folder, "compare", "half.csv", "out/recording.json", "--sizes", "320,80", "--json");
    assertEquals(half.status, 1);
    const { outcome, sentence, isIdentical, first } = JSON.parse(half.stdout);
    assertEquals([outcome, isIdentical, first.only], ["different", false, "b"]);
    assertMatch(sentence, /^different: A falls silent after \d/);
  }));

Deno.test("compare of two seeds is undecided, by its exit status too, and says what would decide", () =>
  withFiles(async (folder) => {
    const { status, stdout } = await cobahh(folder, "compare", "out/recording.json", "other/recording.json");
    assertEquals(status, 3);
    assertMatch(stdout, /\nUndecided, not spike for spike: .*; .* would (not )?decide\.\n$/);
  }));

Deno.test("compare of two files without a spike is no agreement", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/empty.csv`, "time_ms,neuron\n");
    const flags = ["--sizes", "320,80", "--duration", "100"];
    const { status, stdout } = await cobahh(folder, "compare", "empty.csv", "empty.csv", ...flags);
    assertEquals(status, 3);
    assertStringIncludes(stdout, "Undecided: neither A nor B has a spike, so that nothing was compared.");
  }));

Deno.test("judge and compare say how a file is to be read, which those flags then do, and exit with 1 before and 0 after", () =>
  inFolder(async (folder) => {
    const network = ["--scale", "0.1", "--scaling", "in-degree", "--variant", "brian2"];
    await cobahh(folder, "sim", ...network, "--engine", "reference", "--duration", "60", "--format", "csv,json");
    const recording = recordingFromJson(await Deno.readTextFile(`${folder}/out/recording.json`));
    const { time, neuron } = toTimes(spikesOf(recording)!, 0.1);
    const write = async (name: string, line: (t: number, i: number) => string) =>
      await Deno.writeTextFile(
        `${folder}/${name}.csv`,
        "time,neuron\n" + Array.from(time, (t, k) => line(t, neuron[k])).join(""),
      );
    await write("late", (t, i) => `${t + 0.25},${i + 1}\n`);
    await write("swapped", (t, i) => `${t},${i < 320 ? i + 80 : i - 320}\n`);
    await write("part", (t, i) => i < 100 || i >= 380 ? `${t},${i}\n` : "");
    await write("twice", (t, i) => `${t},${i}\n${t},${i}\n`);
    await write("warm", (t, i) => `${t + 1000},${i}\n`);
    await Deno.writeTextFile(`${folder}/none.csv`, "time,neuron\n");
    const sizes = ["--sizes", "320,80"];
    const outcomes = await cobahhInTurn(folder, [
      ["judge", "late.csv", ...network],
      ["judge", "late.csv", ...network, "--origin", "0.25", "--first-index", "1"],
      ["judge", "swapped.csv", ...network],
      ["judge", "part.csv", ...network],
      ["judge", "part.csv", ...network, "--recorded", "0-99,380-399"],
      ["judge", "twice.csv", ...network],
      ["judge", "warm.csv", ...network, "--json"],
      ["judge", "none.csv", ...network, "--duration", "60"],
      ["compare", "out/spikes.csv", "late.csv", ...sizes],
      ["compare", "late.csv", "out/spikes.csv", ...sizes],
      [
        "compare",
        "out/spikes.csv",
        "late.csv",
        ...sizes,
        "--origin",
        "0",
        "--origin",
        "0.25",
        "--first-index",
        "0",
        "--first-index",
        "1",
      ],
      ["compare", "out/spikes.csv", "part.csv", ...sizes, "--recorded", "0-99,380-399"],
      ["compare", "none.csv", "none.csv", ...sizes],
    ]);
    const sentences: readonly (readonly [status: number, sentence: RegExp])[] = [
      [1, /All times are 0.25 ms late, and neurons are counted from 1: with --origin 0.25 --first-index 1 all /],
      [0, /Right: all /],
      [1, /The inhibitory neurons come first/],
      [
        1,
        /neurons that should fire have no spike \(of 100-379; if these were not recorded, say --recorded 0-99,380-399\)/,
      ],
      [0, /Right: all [\d,]+ spikes of the 120 recorded neurons/],
      [1, /are there a second time: the other/],
      [1, /"outcome": "misread",\n "sentence": "all times are 1000 ms late: with --origin 1000 all /],
      [1, /The file has no spike, where the network has /],
      [1, /In B all times are 0.25 ms late, .* with --origin 0 --origin 0.25 --first-index 0 --first-index 1 all/],
      [1, /In A all times are 0.25 ms late, .* with --origin 0.25 --origin 0 --first-index 1 --first-index 0 all/],
      [0, /Identical: every one of /],
      [0, /Identical: every one of /],
      [3, /Undecided: neither A nor B has a spike/],
    ];
    for (const [k, [status, sentence]] of sentences.entries()) {
      assertMatch(outcomes[k].stdout, sentence);
      assertEquals(outcomes[k].status, status);
    }
  }));

Deno.test("judge reads a file and a network, ranks what explains the spikes, and says it in a sentence", () =>
  inFolder(async (folder) => {
    const network = ["--scale", "0.1", "--scaling", "in-degree"];
    const made = ["--engine", "reference", "--variant", "brian2", "--duration", "20", "--format", "json,csv"];
    await cobahh(folder, "sim", ...network, ...made);
    const right = await cobahh(folder, "judge", "out/spikes.csv", "--network", "out/network.json");
    assertEquals([right.status, right.stderr], [0, ""]);
    assertMatch(right.stdout, /\nRight: all [\d,]+ spikes of the first [\d.]+ ms are the same, one by one\.\n$/);

    const wrong = await cobahh(folder, "judge", "out/recording.json", ...network, "--variant", "seed-1", "--json");
    assertEquals(wrong.status, 1);
    const { outcome, exact, statistical } = JSON.parse(wrong.stdout);
    assertEquals([outcome, exact[0].changes[0].choice, statistical], ["explained", "everything as in brian2", []]);
  }));

for (const [name, usage] of [["compare", "compare A B"], ["judge", "judge SPIKES"]]) {
  Deno.test(`${name} --help explains itself`, () =>
    inFolder(async (folder) => {
      const { status, stdout } = await cobahh(folder, name, "--help");
      assertEquals(status, 0);
      assertStringIncludes(stdout, `Usage: deno task ${usage} [flags]`);
    }));
}
