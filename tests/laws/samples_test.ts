import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { type Engine, engines, referenceEngine, type StateVariable } from "../../mod.ts";
import { LawError, laws, runLaws } from "../../validation/mod.ts";
import { testedMethods } from "./each_engine.ts";

for (const engine of engines) {
  for (const { name, skipped, isSlow, check } of await laws(engine, { methods: testedMethods(engine) })) {
    // The slow ones are runs of seconds, and tests/fixtures/brainpy_test.ts and tests/fixtures/brian2_test.ts hold the reference to them.
    if (!isSlow) Deno.test({ name: `${name} (${engine.name})`, ignore: skipped !== undefined, fn: check });
  }
}

/** The reference with something about it changed. */
function changed(change: Partial<Engine>): Engine {
  return { ...referenceEngine, name: "changed", methods: ["exp_auto"], ...change };
}

Deno.test("the laws of an engine have names of their own, and say what they follow from", async () => {
  const list = await laws(referenceEngine);
  assertEquals(new Set(list.map(({ name }) => name)).size, list.length);
  for (const { name, source } of list) assert(source.length > 5, name);
});

Deno.test("one name of each method is taken where an engine has several for one", async () => {
  const list = await laws(referenceEngine);
  const methods = new Set(list.map(({ method }) => method));
  assert(methods.has("exp_auto") && methods.has("rkdp") && !methods.has("exp_euler"));
  assertEquals(new Set((await laws(referenceEngine, { methods: ["exp_euler"] })).map((law) => law.method)).size, 1);
});

Deno.test("runLaws tells of failures, in words, and never throws", async () => {
  const broken = changed({ create: () => Promise.reject(new Error("out of order")) });
  const told: number[] = [];
  const results = await runLaws(broken, { onProgress: ({ done, total }) => told.push(done / total) });
  assertEquals(told.length, results.length);
  assertEquals(told.at(-1), 1);
  assert(results.every(({ status }) => status !== "passed"));
  for (const { status, reason, law } of results) {
    if (status === "skipped") continue;
    assertMatch(reason!, /^Engine changed breaks the law ".+": .*(out of order|RangeError)/);
    await assertRejects(() => law.check(), LawError);
  }
});

Deno.test("an engine that cannot run here is skipped, and says why", async () => {
  const results = await runLaws(changed({ unavailable: () => Promise.resolve("there is no quantum computer") }));
  assert(results.length > 0);
  for (const { status, reason } of results) assertEquals([status, reason], ["skipped", "there is no quantum computer"]);
});

Deno.test("laws about variables that an engine has not are skipped, and the others hold", async () => {
  const variables: StateVariable[] = ["v", "spike"];
  const few = changed({
    async create(network, options) {
      const inner = await referenceEngine.create(network, options);
      const known = (variable: StateVariable) => {
        if (!variables.includes(variable)) throw new RangeError(`Cannot read state: received ${variable}`);
      };
      return {
        network,
        engine: "changed",
        precision: inner.precision,
        method: inner.method,
        threads: 1,
        notes: [],
        dt: inner.dt,
        get step() {
          return inner.step;
        },
        variables,
        advance: (steps) => inner.advance(steps),
        // deno-lint-ignore require-await -- async, so that it rejects
        read: async (variable, neurons) => (known(variable), inner.read(variable, neurons)),
        // deno-lint-ignore require-await -- async, so that it rejects
        write: async (variable, values) => (known(variable), inner.write(variable, values)),
        [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
      };
    },
  });
  const results = await runLaws(few, { only: ({ isSlow }) => !isSlow });
  const skipped = results.filter(({ status }) => status === "skipped");
  assert(skipped.length > 3);
  for (const { reason } of skipped) assertMatch(reason!, /^the engine has no /);
  // What is not the whole state cannot resume.
  const failed = results.filter(({ status }) => status === "failed").map(({ law }) => law.name);
  assertEquals(failed, ["a checkpoint that is read and written resumes bit for bit [exp_auto]"]);
});
