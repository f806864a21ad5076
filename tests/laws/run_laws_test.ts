import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { checkSupport, type Engine, referenceEngine, type StateVariable, type Support } from "../../mod.ts";
import { LawError, laws, runLaws } from "../../validation/mod.ts";

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
  const skipped = results.filter(({ status, reason }) =>
    status === "skipped" && reason!.startsWith("the engine has no ")
  );
  assert(skipped.length > 10, `${skipped.length} laws were skipped`);
  // What is not the whole state cannot resume.
  const failed = results.filter(({ status }) => status === "failed").map(({ law }) => law.name);
  assertEquals(failed, ["a checkpoint that is read and written resumes bit for bit [exp_auto]"]);
});

/** The reference, with support for some things only, which it keeps to. */
function limited(supports: Support): Engine {
  const engine: Engine = changed({
    supports,
    // deno-lint-ignore require-await -- async, so that it rejects
    async create(network, options) {
      checkSupport(engine, network, options);
      return referenceEngine.create(network, options);
    },
  });
  return { ...engine, name: referenceEngine.name };
}

const LIMITS: readonly Support[] = [
  { orders: ["decay-add-use"], currents: ["frozen"], rules: ["crossing"] },
  { orders: ["add-use-decay"], currents: ["linear"], rules: ["above", "crossing"], delays: false },
  { rules: ["peak"], stimuli: [], refractoriness: false },
  { orders: ["add-decay-use"], currents: ["frozen"], rules: ["above"], stimuli: ["events"], refractoriness: false },
];

for (const supports of LIMITS) {
  Deno.test(`an engine is held to what it supports, and to that alone: ${JSON.stringify(supports)}`, async () => {
    const results = await runLaws(limited(supports), { only: ({ isSlow }) => !isSlow });
    assertEquals(results.filter(({ status }) => status === "failed").map(({ reason }) => reason), []);
    const skipped = results.filter(({ reason }) => reason?.startsWith("the engine does not support "));
    assert(skipped.length > 0);
    const passed = results.filter(({ status }) => status === "passed");
    assert(passed.length > 20, `${passed.length} laws were checked`);
    assert(passed.some(({ law }) => law.name.startsWith("what an engine declares that it does not support")));
  });
}

Deno.test("an engine that takes what it does not support, or supports nothing, is not right", async () => {
  const lax = changed({ supports: { rules: ["crossing"] }, name: "reference" });
  const [{ status, reason }] = await runLaws(lax, {
    only: ({ name }) => name.includes("does not support, it refuses"),
  });
  assertEquals(status, "failed");
  assertMatch(reason!, /a network with above: expected a RangeError, and it was accepted/);
  await assertRejects(
    () => laws(changed({ supports: { rules: [] } })),
    RangeError,
    "Cannot check laws: engine changed must support one of rules at least, received none",
  );
});

Deno.test("an engine without a method is an error, not an engine without a fault", async () => {
  const complaint = "Cannot check laws: engine changed must have at least one method, received none";
  await assertRejects(() => laws(changed({ methods: [] })), RangeError, complaint);
  await assertRejects(() => runLaws(changed({ methods: [] })), RangeError, complaint);
  const missing = await runLaws(changed({}), { methods: ["rk4"] });
  assert(missing.every(({ status, reason }) => status === "skipped" && reason === "the engine has no such method"));
});

Deno.test("a broken law says which method, dt, order, current, rule and network were under test", async () => {
  const deaf = changed({
    name: "reference",
    create: (network, options) =>
      referenceEngine.create({ ...network, spec: { ...network.spec, current: 0 } }, options),
  });
  const results = await runLaws(deaf, { only: ({ isSlow }) => !isSlow });
  const broken = results.filter(({ status }) => status === "failed");
  assert(broken.length > 2);
  for (const { reason } of broken) {
    assertMatch(
      reason!,
      new RegExp(
        "\\(method exp_auto at [\\d.]+ ms( with \\d threads)?, order [a-z-]+, current (frozen|linear), delay [\\d.]+ ms, " +
          "rule (crossing|above|peak) at [-\\d.]+ mV with [\\d.]+ ms refractory, stimulus (none|events|poisson), " +
          "variant [\\w-]+ with \\d+ \\+ \\d+ neurons\\)$",
      ),
    );
  }
});
