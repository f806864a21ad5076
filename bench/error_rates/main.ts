/**
 * `deno task error-rates`: how often the statistics of `validate` are wrong, measured by simulation; the table of
 * docs/judging.md.
 *
 * @module
 */

import { type Command, command } from "../../commands/command.ts";
import { BadUse } from "../../commands/bad_use.ts";
import { exitWith } from "../../commands/exit.ts";
import { interruptible } from "../../commands/interrupt.ts";
import { markdown } from "../../commands/markdown_table.ts";
import { withProgress } from "../../commands/progress.ts";
import { say } from "../../commands/say.ts";
import { REPEATS } from "../../commands/validate/statistics.ts";
import { wasmEngine } from "../../mod.ts";
import { CONDITIONS } from "./conditions.ts";
import { countVerdicts, type StudyPlan } from "./study.ts";
import { tableOf } from "./table.ts";

/** Networks of a comparison: half of what validate takes by default, that, and twice that. */
const SIZES = [5, 10, 20];

/** Networks in all. */
const NETWORKS = 400;

const help = `Measures the error rates of the statistics of validate by simulation

  deno task error-rates                    prints the table of docs/judging.md; an hour
  deno task error-rates --networks 40      a first look

Both sides are the fast engine, so it is known what is right: networks of variant brian2, exponential Euler at 0.1 ms,
500 to 3000 ms. On our side ${REPEATS} runs of each network, on the other one, which may have changed something. Networks are
paired. No network is in two comparisons of the same number of networks, so these are independent; intervals are
Wilson's, 95 %.

  --networks N   networks in all, a multiple of ${SIZES.at(-1)} [${NETWORKS}]
  --help         this text

Ctrl-C ends it with the table of what has been counted.
`;

/** The study of `validate` at its defaults. */
export const STUDY: Omit<StudyPlan, "networks"> = {
  engine: wasmEngine,
  step: { method: "exp_auto", dt: 0.1 },
  cobaHh: { variant: "brian2" },
  sizes: SIZES,
  repeats: REPEATS,
  window: { start: 500, stop: 3000 },
  conditions: CONDITIONS,
};

/** Runs the command. */
export const errorRates: Command = command({
  name: "error-rates",
  help,
  flags: { values: ["networks"], switches: [] },
  run: async (args) => {
    const networks = args.number("networks") ?? NETWORKS, multiple = SIZES[SIZES.length - 1];
    if (!(networks > 0 && networks % multiple === 0)) {
      throw new BadUse(`--networks requires a positive multiple of ${multiple}, received ${networks}`);
    }
    const { result, status = 0 } = await interruptible((signal) =>
      withProgress("networks", (onProgress) => countVerdicts({ ...STUDY, networks }, { onProgress, signal }))
    );
    for (const line of markdown(tableOf(result))) say(line);
    return status;
  },
});

if (import.meta.main) await exitWith(() => errorRates(Deno.args));
