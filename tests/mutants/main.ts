/**
 * The validator validated: every mutant has to break a law, and no right engine may.
 *
 *     deno task mutants
 *
 * @module
 */

import { Arguments } from "../../commands/arguments.ts";
import { exitWith } from "../../commands/exit.ts";
import { withProgress } from "../../commands/progress.ts";
import { type Engine, engines } from "../../mod.ts";
import { generalLaws } from "../../validation/laws/laws.ts";
import { runLaws } from "../../validation/mod.ts";
import { stepTestedMethods, testedMethods } from "../laws/each_engine.ts";
import { type Catch, hunt, mutantsOf, rightEngines } from "./hunt.ts";
import type { Mutant } from "./mutant.ts";

const help = `Holds engines with one deliberate fault each to the laws, and right engines, too

  deno task mutants                     every fault, around every engine of the library
  deno task mutants --engine reference  around this one only
  deno task mutants --reasons           with what the first law that catches it says

  --engine NAME   ${engines.map(({ name }) => name).join(" or ")}; all of them where it is left out
  --reasons       a line more for each mutant

Faults of what an engine is given, and of what it gives back, are wrapped around an engine of the library; faults
inside the step are those of a specimen, a small engine made to be broken. A mutant is held to the quick laws, and to
those about thousands of neurons if it passes them. Laws are told by number; the list below the table names them, with
the number of mutants that each has caught.

Exit status: 0 every mutant is caught and no right engine breaks a law, 1 otherwise, 2 bad use.
`;

/** Right engines that break laws, a line each. */
async function wrongVerdicts(): Promise<string[]> {
  const wrong: string[] = [];
  for (const engine of rightEngines()) {
    const results = await runLaws(engine, {
      methods: [...testedMethods(engine), ...stepTestedMethods(engine)],
      only: ({ isSlow }) => !isSlow,
    });
    const checked = results.filter(({ status }) => status !== "skipped");
    const failed = checked.filter(({ status }) => status === "failed");
    console.log(`${engine.name}: ${checked.length} laws checked, ${failed.length} broken`);
    wrong.push(...failed.map(({ reason }) => reason!));
  }
  return wrong;
}

/** Numbers of the laws, as the table has them. */
const numbers = new Map(generalLaws.map(({ name }, k) => [name, k + 1]));

/** The table's row of a mutant, and where it is wanted what the first law says. */
function rowOf({ fault, laws, reason }: Catch, isTold: boolean): string {
  const caught = laws.length === 0 ? "NOT CAUGHT" : laws.map((name) => numbers.get(name)).join(" ");
  const said = reason.slice(reason.indexOf('": ') + 3);
  return `${fault.padEnd(78)} ${caught}` + (isTold && laws.length > 0 ? `\n    ${said}` : "");
}

async function huntAll(inner: Engine, isTold: boolean): Promise<Catch[]> {
  const mutants: readonly Mutant[] = mutantsOf(inner);
  console.log(`\n${`${mutants.length} faults, around ${inner.name}`.padEnd(78)} caught by`);
  const catches: Catch[] = [];
  await withProgress(`mutants of ${inner.name}`, async (update) => {
    for (const mutant of mutants) {
      catches.push(await hunt(mutant));
      update(catches.length / mutants.length);
    }
  });
  for (const caught of catches) console.log(rowOf(caught, isTold));
  return catches;
}

async function main(argv: readonly string[]): Promise<number> {
  const args = new Arguments(argv, { values: ["engine"], switches: ["help", "reasons"] });
  if (args.has("help")) {
    console.log(help);
    return 0;
  }
  const names = args.someOf("engine", engines.map(({ name }) => name));
  const wrong = await wrongVerdicts();
  for (const line of wrong) console.log(line);
  const catches: Catch[] = [];
  for (const engine of engines.filter(({ name }) => names.includes(name))) {
    catches.push(...await huntAll(engine, args.has("reasons")));
  }
  console.log("\nlaws, and how many mutants each has caught");
  for (const [name, number] of numbers) {
    const caught = catches.filter(({ laws }) => laws.includes(name)).length;
    console.log(`${String(number).padStart(3)}  ${String(caught).padStart(3)}  ${name}`);
  }
  const slipped = catches.filter(({ laws }) => laws.length === 0);
  const verdict = `${catches.length - slipped.length} of ${catches.length} mutants are caught`;
  console.log(`\n${verdict}; right engines break ${wrong.length} laws`);
  return slipped.length + wrong.length === 0 ? 0 : 1;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
