/**
 * `compare`: two recordings or spike files, spike by spike and by statistics.
 *
 * @module
 */

import { compareSpikes, cutAt, observedDuration, verdictOf } from "../../validation/mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { EXIT_STATUS, EXIT_STATUS_HELP } from "./exit_status.ts";
import { say } from "../say.ts";
import { OutputFile } from "../output_folder.ts";
import { misreadingBetween, resultJson, saveOrder } from "./reading.ts";
import { comparisonLines, observationLine } from "./comparison_lines.ts";
import {
  FILE_FLAGS,
  OBSERVATION_FLAGS,
  openSpikes,
  requireEffect,
  requireFilesFor,
  SPIKE_HELP,
  type SpikeSource,
} from "./spike_flags.ts";

/** Help of the command. */
export const compareHelp: string = `Usage: deno task compare A B [flags]

Compares two recordings or spike files of this network, of whatever simulator: whether every spike is the same, else
which spike is different first, and whether another reading of one file makes them the same (times from another origin
or in another unit, neurons numbered otherwise, a part that is missing or there twice); then whether
statistics and distributions are equivalent within their margins, different, or undecided (docs/judging.md); and a
verdict in a sentence.

${SPIKE_HELP}
  A flag of files that is given twice is for A first, then for B.

  --skip MS          time at the beginning that statistics leave out [a fifth of the time, at most 500]
  --same-network     both are runs of one network, so that less chance is allowed for [found out from recordings
                     or the first spikes]
  --save-ids FILE    where neurons are found to be in another order: their numbers in that file, for --ids
  --json             everything as JSON
  --help             this text

${EXIT_STATUS_HELP}

Examples
  deno task compare out/recording.json spikes.csv
  deno task compare brian.npz nest.dat --time t --time time_ms --unit s --unit ms --first-index 0 --first-index 1
`;

/** The largest transient that is skipped by itself [ms], and its part of the time. */
const TRANSIENT = { most: 500, part: 0.2 };

/** Runs the command. */
export const compare: Command = command({
  name: "compare",
  help: compareHelp,
  flags: {
    values: [...OBSERVATION_FLAGS, "skip", "save-ids"],
    repeated: FILE_FLAGS,
    switches: ["same-network", "json"],
  },
  takesFiles: true,
  run: compareFiles,
});

async function compareFiles(args: Arguments): Promise<number> {
  if (args.positional.length !== 2) {
    throw new BadUse(`compare requires two files of spikes, received ${args.positional.length}`);
  }
  const [first, second] = args.positional;
  requireFilesFor(args, 2);
  const opened = [await openSpikes(first, args, 0), await openSpikes(second, args, 1)] as const;
  requireEffect(opened);
  const saved = args.text("save-ids");
  const order = saved === undefined ? undefined : await OutputFile.open("--save-ids", saved);
  const misread = await blamingInput(() => misreadingBetween(opened, saved));
  await saveOrder(order, misread?.misreading, opened[misread?.file === "A" ? 0 : 1].asRead);
  if (misread !== undefined) {
    if (args.has("json")) say(resultJson({ outcome: "misread", ...misread }));
    else say(`${misread.sentence[0].toUpperCase()}${misread.sentence.slice(1)}.`);
    return EXIT_STATUS.misread;
  }
  const [a, b] = opened.map((source) => {
    if ("complaint" in source) throw source.complaint;
    return source;
  });
  const { duration, notes } = commonDuration(a, b);
  const skip = args.number("skip") ?? Math.min(TRANSIENT.most, TRANSIENT.part * duration);
  if (!(skip >= 0 && skip < duration)) {
    throw new BadUse(`--skip requires a time in [0, ${duration}) ms, received ${skip}`);
  }
  const [x, y] = [a, b].map((source) => lengthened(source, duration));
  const comparison = await blamingInput(() =>
    compareSpikes(x, y, { skip, ...(args.has("same-network") || haveSameNetwork(a, b) ? { isSameNetwork: true } : {}) })
  );
  const verdict = verdictOf(comparison);
  if (args.has("json")) say(JSON.stringify({ ...verdict, notes, ...comparison }, null, 1));
  else {
    say(observationLine("A", a));
    say(observationLine("B", b));
    for (const note of notes) say(`note: ${note}`);
    for (const line of comparisonLines(comparison, a.observed.provenance.dt)) say(line);
    say(`\n${verdict.sentence[0].toUpperCase()}${verdict.sentence.slice(1)}.`);
  }
  return EXIT_STATUS[verdict.outcome];
}

/** Whether both files are recordings, and of the same edges. */
function haveSameNetwork(a: SpikeSource, b: SpikeSource): boolean {
  const [p, q] = [a, b].map(({ content: { recording } }) => {
    if (recording === undefined || recording.provenance.spec.connectivity.rule === "explicit") return undefined;
    const { seed, scale, scaling, populations, connectivity } = recording.provenance.spec;
    return JSON.stringify([seed, scale, scaling, populations, connectivity]);
  });
  return p !== undefined && p === q;
}

/** Duration of the comparison: the shorter observation if both say it, else up to the last spike of either. */
function commonDuration(a: SpikeSource, b: SpikeSource): { duration: number; notes: string[] } {
  const s = observedDuration(a.observed), t = observedDuration(b.observed);
  if (a.hasDuration && b.hasDuration) return { duration: Math.min(s, t), notes: [] };
  if (a.hasDuration !== b.hasDuration) return { duration: a.hasDuration ? s : t, notes: [] };
  const duration = Math.max(s, t);
  const [early, end] = s < t ? ["A", s] : ["B", t];
  // One list ends long before the other: silence, or a shorter run; a file of spikes does not say which.
  const notes = Math.min(s, t) < 0.95 * duration
    ? [`${early} has no spike after ${end.toFixed(1)} ms; if it was not simulated for longer, say --duration`]
    : [];
  return { duration, notes };
}

/** The spikes as an observation of that duration. */
function lengthened({ observed }: SpikeSource, duration: number): typeof observed {
  const stop = observed.start + Math.max(1, Math.round(duration / observed.provenance.dt));
  return cutAt({ ...observed, stop }, duration);
}
