/** Spike for spike in validate: which engines are held to which lists, and what is said of the first difference. */

import { assertEquals, assertMatch } from "@std/assert";
import { environment } from "../../commands/environment.ts";
import { compareLists } from "../../commands/validate/exact.ts";
import { outcomeOf, type ValidationReport } from "../../commands/validate/report.ts";
import { makesSteps, type StoredList, storedLists } from "../../commands/validate/stored_lists.ts";
import {
  buildNetwork,
  cobaHh,
  type Engine,
  methodOf,
  referenceEngine,
  spikeHash,
  spikesBetween,
  wasmEngine,
} from "../../mod.ts";

const options = { variant: "neuron", scale: 0.05, initial: { v: { kind: "normal", mean: -55, sd: 5 } } } as const;

/** A list as a simulator would have it: three beginnings of 10 ms, 20 ms and 400 ms. */
async function listOf(method: string): Promise<StoredList> {
  await using simulation = await referenceEngine.create(buildNetwork(cobaHh(options)), { dt: 0.1, method });
  const spikes = await simulation.advance(4000), beginnings = [];
  for (const steps of [100, 200, 4000]) {
    const part = spikesBetween(spikes, 0, steps);
    beginnings.push({ steps, spikes: part.step.length, sha256: await spikeHash(part) });
  }
  return { tool: "NEURON", version: "neuron 9", title: "small", cobaHh: options, dt: 0.1, method, beginnings };
}

const list = await listOf("implicit_euler"), plan = { engines: [referenceEngine, wasmEngine], hasSlow: false };

Deno.test("the engine that makes the simulator's steps in float64 has its spikes, for 300 ms, or for all of it where that is asked for", async () => {
  const { exact } = await compareLists(plan, undefined, [list]);
  assertEquals(exact.map(({ ours, outcome, compared }) => [ours.engine, outcome, compared.milliseconds]), [
    ["reference", "identical", 20],
  ]);
  const whole = await compareLists({ ...plan, hasSlow: true }, undefined, [list]);
  assertEquals(whole.exact[0].compared, { spikes: list.beginnings[2].spikes, milliseconds: 400 });
  assertEquals(whole.exact[0].outcome, "identical");
});

Deno.test("a list that differs says up to where it is the same", async () => {
  const [first, second, third] = list.beginnings, other = { ...second, sha256: first.sha256 };
  const { exact } = await compareLists(plan, undefined, [{ ...list, beginnings: [first, other, third] }]);
  assertEquals(exact.map(({ outcome, same }) => [outcome, same.milliseconds]), [["different", 10]]);
  const none = await compareLists(plan, undefined, [{ ...list, beginnings: [other] }]);
  assertEquals(none.exact.map(({ outcome, same }) => [outcome, same]), [[
    "different",
    { spikes: 0, milliseconds: 0 },
  ]]);
});

Deno.test("a report with a list that differs has failed, one with lists alone has passed, one with nothing is undecided", async () => {
  const { exact } = await compareLists(plan, undefined, [list]);
  const of = (exact: ValidationReport["exact"]) => {
    const rest = { isFinished: true, laws: [], hasStatistics: true, comparisons: [], leftOut: [], convergence: [] };
    return outcomeOf({ ...rest, environment: environment(), date: "", exact });
  };
  assertEquals(of(exact), "passed");
  assertEquals(of([...exact, { ...exact[0], outcome: "different" }]), "failed");
  assertEquals(of([]), "undecided");
});

Deno.test("other methods and variants are not compared; what an engine refuses is left out, in its words", async () => {
  assertEquals((await compareLists({ ...plan, methods: ["exp_auto"] }, undefined, [list])).exact, []);
  assertEquals((await compareLists({ ...plan, variants: ["nest"] }, undefined, [list])).exact, []);
  const poor: Engine = {
    ...referenceEngine,
    create: () => Promise.reject(new RangeError("Cannot create simulation: no")),
  };
  const { exact, leftOut } = await compareLists({ ...plan, engines: [poor] }, undefined, [list]);
  assertEquals(exact, []);
  assertEquals(leftOut.map(({ why }) => why), ["Cannot create simulation: no"]);
});

Deno.test("every list of the fixtures has a method that makes its steps, and some spikes within 300 ms", async () => {
  const lists = await storedLists();
  assertEquals(lists.map(({ tool }) => tool), ["Brian 2", "NEST", "NEST", "NEURON", "NEURON"]);
  for (const { tool, method, dt, beginnings } of lists) {
    assertEquals(methodOf(method).name, method);
    assertEquals([makesSteps(referenceEngine, tool), makesSteps(wasmEngine, tool)], [true, false]);
    assertEquals(makesSteps(referenceEngine, tool, ["staggered"]), false);
    assertMatch(beginnings[0].sha256, /^[\da-f]{64}$/);
    assertEquals(beginnings.some(({ steps, spikes }) => steps * dt <= 300 && spikes > 1000), true);
  }
});
