import { exactRuns, expectSameSpikes } from "../fixtures/exact_spikes.ts";

for (const run of exactRuns) {
  const { steps } = run.beginnings.at(-1)!;
  Deno.test(`every spike of ${steps * run.dt} ms is the simulator's (${run.title})`, () =>
    expectSameSpikes(run, steps * run.dt));
}
