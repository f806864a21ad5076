/**
 * `judge`: whether a file of spikes is a right simulation of a network, and if not, what was done differently.
 *
 * @module
 */

import {
  buildNetwork,
  DEFAULT_METHOD,
  engines,
  type Network,
  quoted,
  referenceEngine,
  specFromJson,
} from "../../mod.ts";
import { judge as judgeSpikes, type Judgement, judgeReading, type ReadingFlags } from "../../validation/mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { say } from "../say.ts";
import { observationLine } from "./comparison_lines.ts";
import { judgementLines } from "./judgement_lines.ts";
import { NETWORK_FILE_FLAGS, networkFileOf } from "../transfer/network_file.ts";
import { NETWORK_FLAGS, NETWORK_HELP, networkSpecOf } from "../network_flags.ts";
import { OutputFile } from "../output_folder.ts";
import { progressBar } from "../progress.ts";
import { readText } from "../read_file.ts";
import { JUDGEMENT_STATUS } from "./exit_status.ts";
import { flagsOf, resultJson, saveOrder } from "./reading.ts";
import { FILE_FLAGS, openSpikes, requireFilesFor, SPIKES_OF_NETWORK_HELP } from "./spike_flags.ts";

/** Longest time that is compared spike by spike, and whose statistics are compared, where flags do not say it [ms]. */
const DEFAULTS = { exact: 100, statistics: 1000 };

/** Help of the command. */
export const judgeHelp: string = `Usage: deno task judge SPIKES [flags]

Is this file a right simulation of that network? Runs the network in float64 and compares spike by spike. Where they
part, looks for another reading of the file first: times from another origin or in another unit, neurons numbered
otherwise, a part that is missing or there twice. Then tries everything as NEST or NEURON computes it, and every choice
that published versions make differently (order of decay and addition, synaptic current, spike rule, initial state,
connection rule, method, delay, …) one at a time, and names the one with which spikes agree longest; then by
statistics, with accurate integration too. Prints the ranking and a sentence.

${NETWORK_HELP}
  --network FILE     instead of all these, a network with its synapses and state: network.npz, or a folder that export
                     has written; or a specification that ends in .json
  --edges FILE       or only its synapses, a list of pairs (pre, post), with the rest by the flags above
  --own-edges        with --network or --spec: the simulator drew synapses of its own by the same rule, so that
                     statistics have more room
  --method NAME      method that the spikes should have been made with [exp_auto]

${SPIKES_OF_NETWORK_HELP}

How much is compared
  --exact MS         spike by spike, from the beginning [${DEFAULTS.exact}]
  --statistics MS    by statistics [${DEFAULTS.statistics}]
  --save-ids FILE    where neurons are found to be in another order: their numbers in the file, for --ids
  --rows N           rows of the rankings [8]
  --json             everything as JSON
  --help             this text

Exit status: 0 right as read, spike by spike or by statistics; 1 not, or read wrongly; 2 bad use; 3 undecided: too
short, or without a spike.

Examples
  deno task judge spikes.csv --variant seed-1
  deno task export --to nest --variant nest --out nest; cd nest; python nest_cobahh.py; cd ..
  deno task judge nest/spikes.csv --network nest
`;

/** Runs the command. */
export const judge: Command = command({
  name: "judge",
  help: judgeHelp,
  flags: {
    values: [
      ...NETWORK_FLAGS,
      ...NETWORK_FILE_FLAGS,
      "method",
      "duration",
      "recorded",
      "exact",
      "statistics",
      "rows",
      "save-ids",
    ],
    repeated: FILE_FLAGS,
    switches: ["own-edges", "json"],
  },
  takesFiles: true,
  run: judgeFile,
});

async function judgeFile(args: Arguments): Promise<number> {
  if (args.positional.length !== 1) {
    throw new BadUse(`judge requires one file of spikes, received ${args.positional.length}`);
  }
  requireFilesFor(args, 1);
  const method = args.text("method") ?? DEFAULT_METHOD;
  if (!referenceEngine.methods.includes(method)) {
    throw new BadUse(
      `--method requires one of ${referenceEngine.methods.join(", ")}, received ${quoted(method)}`,
    );
  }
  const exactDuration = positive(args, "exact", DEFAULTS.exact);
  const statisticalDuration = positive(args, "statistics", DEFAULTS.statistics);
  const rows = positive(args, "rows", 8);
  const saved = args.text("save-ids");
  const order = saved === undefined ? undefined : await OutputFile.open("--save-ids", saved);
  const network = await networkOf(args);
  const source = await openSpikes(args.positional[0], args, 0, network);
  const { content: { times: events }, asRead } = source;
  if (!source.hasDuration && events.time.length === 0) {
    throw new BadUse(`judge requires spikes, or --duration for a run that was silent, received none in ${source.file}`);
  }
  if (!("complaint" in source) && source.observed.start > 0) {
    throw new BadUse("judge requires spikes from the beginning on, received a later part");
  }

  const judgement = await withStages(async (onProgress) => {
    const options = {
      file: { events, asRead, written: (flags: ReadingFlags) => flagsOf(flags, saved) },
      method,
      exactEngine: referenceEngine,
      engines,
      exactDuration,
      statisticalDuration,
      onProgress,
      // Whoever names a file of a network says that it was simulated; a variant alone is a model.
      ...(["network", "edges", "spec"].every((name) => args.text(name) === undefined)
        ? {}
        : { isSameNetwork: !args.has("own-edges") }),
    };
    if (!("complaint" in source)) return await judgeSpikes(network, source.observed, options);
    const judgement = await judgeReading(network, source.provenance.dt, options);
    if (judgement === undefined) throw source.complaint;
    return judgement;
  });
  await saveOrder(order, judgement.misreading, asRead);
  if (args.has("json")) say(resultJson(judgement));
  else {
    const { dt } = "complaint" in source ? source.provenance : source.observed.provenance;
    say("complaint" in source ? source.complaint.message : observationLine("file", source));
    for (const line of judgementLines(judgement, dt, rows)) say(line);
    say(`\n${judgement.sentence[0].toUpperCase()}${judgement.sentence.slice(1)}.`);
  }
  return JUDGEMENT_STATUS[judgement.outcome];
}

/** The network that the flags say; a specification beside it is as good as --spec. */
async function networkOf(args: Arguments): Promise<Network> {
  const file = args.text("network");
  if (file === undefined || !file.endsWith(".json") || file.endsWith("circuit_config.json")) {
    const given = await networkFileOf(args);
    if (given !== undefined) return given;
    const spec = await networkSpecOf(args);
    return await blamingInput(() => buildNetwork(spec));
  }
  const beside = NETWORK_FLAGS.find((name) => args.text(name) !== undefined);
  if (beside !== undefined) throw new BadUse(`--${beside} cannot be given beside --network, which says it already`);
  const text = await readText(file);
  return await blamingInput(() => buildNetwork(specFromJson(text)));
}

function positive(args: Arguments, name: string, otherwise: number): number {
  const value = args.number(name) ?? otherwise;
  if (value > 0) return value;
  throw new BadUse(`--${name} requires a positive number, received ${value}`);
}

async function withStages(
  work: (onProgress: (what: string, fraction: number) => void) => Promise<Judgement>,
): Promise<Judgement> {
  let bar = progressBar("spike by spike"), shown = "spike by spike";
  try {
    return await work((what, fraction) => {
      if (what !== shown) {
        bar.stop();
        bar = progressBar(what);
        shown = what;
      }
      bar.update(Math.min(1, fraction));
    });
  } finally {
    bar.stop();
  }
}
