/** Engines in other processes: right ones obey as ours do, and what a wrong one does ends in a sentence, with no child left. */

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { buildNetwork, cobaHh, EngineUnavailableError, referenceEngine, spikeHash, variants } from "../../mod.ts";
import { type ProcessEngine, processEngine } from "../../process/mod.ts";
import { runLaws } from "../../validation/mod.ts";

const program = new URL("./fake_engine.ts", import.meta.url).pathname;

/** The fake engine, with a fault that shows at a request. */
function fake(fault: string = "", request: string = "", timeLimit: number = 60): Promise<ProcessEngine> {
  const args = ["run", "--quiet", "--allow-run", program, fault, request];
  return processEngine({ command: Deno.execPath(), args, timeLimit });
}

const network = buildNetwork(cobaHh({ scale: 0.1 }));

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT"); // which changes nothing
    return true;
  } catch {
    return false;
  }
}

Deno.test("an engine in another process has the spikes of the engine that it is", async () => {
  await using engine = await fake();
  assertEquals([engine.name, engine.methods, engine.maxThreads], ["fake", ["exp_auto", "rk4"], 2]);
  for (const variant of Object.keys(variants)) {
    const network = buildNetwork(cobaHh({ variant, scale: 0.05, scaling: "in-degree" }));
    await using there = await engine.create(network, { dt: 0.1, threads: 4 });
    await using here = await referenceEngine.create(network, { dt: 0.1 });
    for (const steps of [1, 99, 200]) {
      assertEquals(await spikeHash(await there.advance(steps)), await spikeHash(await here.advance(steps)), variant);
    }
    assertEquals(await there.read("v", Uint32Array.of(3, 1)), await here.read("v", Uint32Array.of(3, 1)));
    assertEquals(await there.read("gI"), await here.read("gI"));
    assertEquals([there.seconds, there.processorSeconds, there.buildSeconds], [0.25, 0.125, 0.5]);
    assertEquals([there.threads, there.notes], [2, ["engine fake has at most 2 threads", "it is a fake"]]);
    assertEquals([there.variables, there.step], [here.variables, 300]);
  }
});

Deno.test("a few laws hold for an engine in another process", async () => {
  await using engine = await fake();
  const wanted = /resumes bit for bit|refused|explicit synapses|side by side/;
  const results = await runLaws(engine, { methods: ["exp_auto"], only: ({ name }) => wanted.test(name) });
  assert(results.length >= 4);
  for (const { law, status, reason } of results) {
    assertEquals([law.name, status, reason], [law.name, "passed", undefined]);
  }
});

/** The report of each fault of an answer. */
const faults: readonly (readonly [fault: string, request: string, report: RegExp])[] = [
  [
    "crash",
    "advance",
    /^Cannot advance simulation: program ".*": it ended with exit status 3 instead of answering; its last words: "something has gone terribly wrong\\nin the second line"$/,
  ],
  ["kill", "read", /^Cannot read v: program ".*": it was ended by SIGKILL instead of answering$/],
  ["end", "create", /^Cannot create simulation: program ".*": it ended with exit status 0 instead of answering$/],
  ["short", "read", /^Cannot read v: program ".*": it ended with exit status 0 instead of answering$/],
  ["print", "advance", /does not keep to the protocol: a line of JSON is required, received "Simulating 100 ms …"$/],
  ["warn", "advance", /received "Simulating 100 ms …"; its last words: "no licence"$/],
  ["endless line", "advance", /does not keep to the protocol: a line of at most 1048576 bytes is required/],
  ["more", "advance", /does not keep to the protocol: an answer must have the bytes that it lists, received 12 more$/],
  ["huge", "read", /does not keep to the protocol: an array that fits into memory is required/],
  ["neither", "advance", /"ok": true or "error" is required, received "\{\\"fine\\":true\}"$/],
  ["failed", "advance", /^Cannot advance simulation: engine fake has failed: ZeroDivisionError: division by zero$/],
  [
    "unsorted",
    "",
    /^Cannot advance simulation: in the answer spikes must be sorted by step, then by neuron, each once/,
  ],
  ["later", "", /^Cannot advance simulation: in the answer steps must be in \[0, 200\), received 10\d\d$/],
  ["nobody", "", /^Cannot advance simulation: in the answer neurons must be in \[0, 400\), received 4\d\d\d$/],
  ["unpaired", "", /^Cannot advance simulation: in the answer step and neuron must be u32 of one length, received/],
  ["one less", "", /^Cannot read v: an array values of 400 f64 is required, received 399 f64$/],
  [
    "no variables",
    "",
    /^Cannot create simulation: in the answer variables must be of v, m, .*, received "\[\\"v\\",\\"w\\"\]"$/,
  ],
];

for (const [fault, request, report] of faults) {
  Deno.test(`what a program does wrong is said in a sentence, and no process is left: ${fault}`, async () => {
    let pid = 0;
    {
      await using engine = await fake(fault, request);
      pid = Number(engine.version);
      assert(isAlive(pid));
      const error = await assertRejects(async () => {
        await using simulation = await engine.create(network, { dt: 0.1 });
        await simulation.advance(200);
        await simulation.read("v");
      }, Error);
      assertMatch(error.message, report);
    }
    assert(!isAlive(pid));
  });
}

Deno.test("a program that is silent beyond the time limit is ended", async () => {
  await using engine = await fake("hang", "advance", 1);
  await using simulation = await engine.create(network, { dt: 0.1 });
  const { message } = await assertRejects(() => simulation.advance(1), Error);
  assertMatch(message, /it has not answered within 1 s, and was ended$/);
  assert(!isAlive(Number(engine.version)));
  const again = await assertRejects(() => simulation.advance(1), Error);
  assertEquals(again.message, message);
});

Deno.test("what a program refuses is a RangeError or an EngineUnavailableError, and it can be asked again", async () => {
  await using refusing = await fake("refuse", "create");
  for (let k = 0; k < 2; k++) {
    const { message } = await assertRejects(() => refusing.create(network, { dt: 0.1 }), RangeError);
    assertEquals(message, "Cannot do this: a full moon is required, received a new one");
  }
  await assertRejects(() => fake("unavailable", "hello"), EngineUnavailableError, "the licence server does not answer");
  await using readOnly = await fake("read only");
  await using simulation = await readOnly.create(network, { dt: 0.1 });
  const { message } = await assertRejects(() => simulation.write("v", new Float64Array(400)), RangeError);
  assertEquals(message, "Cannot write v: engine fake can write nothing");
});

Deno.test("a program that is not there, is not an engine, or has no method, is refused in a sentence", async () => {
  const missing = await assertRejects(() => processEngine({ command: "/no/such/program" }), EngineUnavailableError);
  assertMatch(missing.message, /^Cannot start program "\/no\/such\/program": .+/);
  const other = await assertRejects(() => processEngine({ command: Deno.execPath(), args: ["--version"] }), Error);
  assertMatch(other.message, /a line of JSON is required, received "deno /);
  const none = await assertRejects(() => fake("no method"), Error);
  assertEquals(none.message, 'Cannot greet engine: methods must be a list of at least one name, received "[]"');
});

Deno.test("what a program declares that it supports is what it is asked for, and nothing else can be declared", async () => {
  await using engine = await fake("crossing only");
  const above = buildNetwork(cobaHh({ variant: "brian2", scale: 0.05 }));
  const { message } = await assertRejects(() => engine.create(above, { dt: 0.1 }), RangeError);
  assertEquals(message, "Cannot create simulation: spike.rule must be crossing with engine fake, received above");
  await assertRejects(
    () => fake("odd support"),
    Error,
    "supports must be an object of orders, currents, delays, shortestDelay, rules",
  );
});

Deno.test("a parent that is killed leaves no program behind", async () => {
  const code = `import { processEngine } from ${JSON.stringify(import.meta.resolve("../../process/mod.ts"))};
    const args = ["run", "--quiet", ${JSON.stringify(program)}];
    console.log((await processEngine({ command: Deno.execPath(), args })).version);
    await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  const parent = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped" }).spawn();
  const reader = parent.stdout.getReader();
  const pid = Number(new TextDecoder().decode((await reader.read()).value));
  assert(isAlive(pid));
  parent.kill("SIGKILL");
  await parent.status;
  await reader.cancel();
  for (let k = 0; isAlive(pid); k++) {
    assert(k < 100, "the program of a parent that was killed is still there after 10 s");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

Deno.test("without the permission to run the program, the error says which flag is required", async () => {
  const code = `import { processEngine } from ${JSON.stringify(import.meta.resolve("../../process/mod.ts"))};
    await processEngine({ command: "python3" }).catch((error) => console.log(error.name, error.message));`;
  const args = ["run", "--quiet", "--no-prompt", `data:application/typescript,${encodeURIComponent(code)}`];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
  assertEquals(
    new TextDecoder().decode(stdout),
    'EngineUnavailableError Cannot start program "python3": the permission to run it is required, ' +
      "deno run --allow-run=python3\n",
  );
});
