/** Other simulators beside the engines: flags, environments, what is refused, and what is told. */

import { assert, assertEquals, assertGreater, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { entrantsOf, type Field } from "../../bench/peers/entrants.ts";
import { environmentsFor, isSuited } from "../../simulators/environments.ts";
import type { PeerLine } from "../../bench/peers/line.ts";
import { type Entrant, measurePeers } from "../../bench/peers/measure.ts";
import { peers as peersCommand } from "../../bench/peers/main.ts";
import { PEERS_FLAGS, type PeersPlan, peersPlan } from "../../bench/peers/options.ts";
import { SimulatorContestant } from "../../bench/peers/simulator_contestant.ts";
import { peerNames, peers } from "../../bench/peers/peers.ts";
import { SIMULATORS } from "../../simulators/registry.ts";
import { peerRow } from "../../bench/peers/table.ts";
import { Arguments } from "../../commands/arguments.ts";
import { BadUse } from "../../commands/bad_use.ts";
import { buildNetwork, cobaHh } from "../../mod.ts";
import { inFolder } from "../commands/command_line.ts";

// Flags

const refused: readonly (readonly [args: string, complaint: RegExp])[] = [
  ["--fast", /^Unknown flag --fast/],
  ["brian2", /^peers takes flags only, received "brian2"/],
  ["--peer brian", /^--peer requires one of brainpy-2.4.4, .*, genn, received "brian"/],
  ["--threads 0", /^--threads requires a positive integer, received 0/],
  ["--threads two", /^--threads requires a positive integer, received NaN/],
  ["--rounds 1.5", /^--rounds requires a positive integer, received 1.5/],
  ["--duration 100", /^--duration requires at least 200 ms, received 100/],
  ["--duration 300.05", /duration must be a whole number of steps/],
  ["--patience 0", /^--patience requires a positive number of seconds, received 0/],
  ["--seed -1", /^--seed requires an integer in \[0, 2\^53\), received -1/],
  ["--json", /^--json requires a value/],
];

function planOf(argv: readonly string[]): Promise<PeersPlan> {
  return peersPlan(new Arguments(argv, PEERS_FLAGS));
}

for (const [args, complaint] of refused) {
  Deno.test(`peers refuses ${args}`, async () => {
    const error = await assertRejects(() => peersCommand(args.split(" ")), BadUse);
    assertMatch(error.message, complaint);
  });
}

Deno.test("without flags everybody is measured, with one thread and two", async () => {
  const plan = await planOf([]);
  assertEquals(plan.peers, peers);
  assertEquals(plan.peers.every(({ simulator: { name } }) => peerNames.includes(name)), true);
  assertEquals(plan.threads, [1, 2]);
  assertEquals(plan.isAgreed, false);
});

Deno.test("a simulator is chosen by its registered name", async () => {
  const plan = await planOf(["--peer", "brainpy-2.4.4", "--peer", "genn", "--threads", "2"]);
  assertEquals(plan.peers.map(({ simulator: { precision } }) => precision), ["float32"]);
  assertEquals(plan.absent.map(({ name }) => name), ["genn"]);
  assertEquals(plan.threads, [2]);
});

Deno.test("bad use is one line and exit status 2", async () => {
  const main = new URL("../../bench/peers/main.ts", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-read", main.href, "--peer", "gnu"],
    stdin: "null",
  }).output();
  assertEquals([code, stdout.length], [2, 0]);
  assertMatch(new TextDecoder().decode(stderr), /^--peer requires one of [^\n]*\n$/);
});

// Environments

const environment = { name: "some", requirements: "nest/requirements.txt", from: [3, 9], below: [3, 12] } as const;

Deno.test("an environment takes the Pythons of its range", () => {
  const suited = ([[3, 8], [3, 9], [3, 11], [3, 12], [4, 0]] as const).map((version) => isSuited(version, environment));
  assertEquals(suited, [false, true, true, false, false]);
});

Deno.test("an environment that is there is used, and nobody is asked", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/some/bin`, { recursive: true });
    await Deno.writeTextFile(`${folder}/some/bin/python`, "");
    const agree = () => {
      throw new Error("asked");
    };
    const found = await environmentsFor([environment, environment], { folder, pythons: [], agree, onMaking: () => {} });
    assertEquals([...found], [["some", { python: `${folder}/some/bin/python` }]]);
  });
});

Deno.test("an environment is made whole or not at all, and one whose making was interrupted is made again", async () => {
  await inFolder(async (folder) => {
    // A Python that makes environments in which it is itself, and installs nothing, or fails to.
    const script = (isAble: boolean) =>
      `#!/bin/sh\ncase "$1 $2" in\n"-c "*) echo 3 10;;\n"-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python";;\n` +
      `*) ${isAble ? "exit 0" : "echo no such package; exit 1"};;\nesac\n`;
    const python = `${folder}/python3`,
      environments = `${folder}/environments`,
      own = `${environments}/some/bin/python`;
    const made: string[] = [];
    const making = {
      folder: environments,
      pythons: [python],
      agree: () => true,
      onMaking: (name: string) => made.push(name),
    };
    const find = async () => (await environmentsFor([environment], making)).get("some");
    await Deno.writeTextFile(python, script(false), { mode: 0o755 });
    assertEquals(await find(), { missing: "its environment could not be made: no such package" });
    assertEquals(Array.from(Deno.readDirSync(environments)).length, 0);
    await Deno.writeTextFile(python, script(true), { mode: 0o755 });
    for (const _ of [0, 1]) assertEquals(await find(), { python: own });
    assertEquals(made, ["some", "some"]);
    // As an interruption leaves it.
    await Deno.writeTextFile(`${environments}/some.unfinished`, "");
    for (const _ of [0, 1]) assertEquals(await find(), { python: own });
    assertEquals(made, ["some", "some", "some"]);
    // As other requirements leave it.
    await Deno.writeTextFile(`${environments}/some/requirements.txt`, "numpy==1.0\n");
    for (const _ of [0, 1]) assertEquals(await find(), { python: own });
    assertEquals(made, ["some", "some", "some", "some"]);
    await Deno.remove(own);
    await Deno.remove(`${environments}/some/requirements.txt`);
    assertEquals(await find(), { missing: `${environments}/some is there, and is no environment` });
    assert(Deno.statSync(`${environments}/some/bin`).isDirectory);
  });
});

Deno.test("an environment that may not be made, or for which there is no Python, is missing, and says so", async () => {
  await inFolder(async (folder) => {
    const asked: (readonly string[])[] = [];
    const answers = [false, true];
    const making = {
      folder,
      pythons: [`${folder}/no-python`],
      agree: (names: readonly string[]) => {
        asked.push(names);
        return answers.shift()!;
      },
      onMaking: () => {},
    };
    const reasons = [];
    for (const _ of [0, 1]) {
      const found = (await environmentsFor([environment], making)).get("some")!;
      reasons.push("missing" in found ? found.missing : "found");
    }
    assertEquals(asked, [["some"], ["some"]]);
    assertMatch(reasons[0], /none is to be made \(--yes\)/);
    assertEquals(reasons[1], "its environment needs Python 3.9 or newer, older than 3.12 (--python PATH)");
    assertEquals(Array.from(Deno.readDirSync(folder)).length, 0);
  });
});

// Who takes part

const network = buildNetwork(
  cobaHh({ populations: { excitatory: 320, inhibitory: 80 }, connectivity: { probability: 0.2 } }),
);
const DT = 0.1, STEPS = 4000;

Deno.test("simulators without an environment, and those that are absent, are skipped by name", () => {
  const field: Field = {
    peers: peers.filter(({ simulator: { environment: { name } } }) => name === "nest" || name === "brian2"),
    absent: [{ name: "genn", reason: "it is not to be had" }],
    threads: [1],
    environments: new Map([["nest", { missing: "no Python" }], ["brian2", { python: "python" }]]),
    network,
    environmentsFolder: ".",
    dt: DT,
    steps: STEPS,
  };
  const { entrants, skipped } = entrantsOf(field);
  assertEquals(entrants.filter(({ contestant: { identity } }) => !identity.isOwn).length, 1);
  assertEquals(skipped, [
    { title: "genn", reason: "it is not to be had" },
    { title: "NEST float64", reason: "no Python" },
  ]);
  const alone = entrantsOf({ ...field, threads: [3] });
  assertStringIncludes(alone.skipped.find(({ title }) => title === "Brian 2 C++ float64")!.reason, "1 or 2 threads");
});

// Runs

/** What is measured of fake simulators with these settings. */
async function lines(
  entrants: readonly { readonly setting: string; readonly kind: Omit<Entrant, "contestant"> }[],
  options: { readonly rounds?: number; readonly patience?: number } = {},
): Promise<PeerLine[]> {
  const fakes = entrants.map(({ setting, kind }): Entrant => {
    const identity = { title: setting, isOwn: false, precision: "float64", threads: 1, ...kind } as const;
    const program = new URL("fake_peer.ts", import.meta.url).pathname;
    const command = [Deno.execPath(), "run", "--quiet", "--no-prompt", program, setting];
    return { contestant: new SimulatorContestant({ identity, command, network, dt: DT, steps: STEPS }), ...kind };
  });
  const how = { dt: DT, steps: STEPS, rounds: 2, patience: 30, standard: "right", ...options };
  return await measurePeers(fakes, network, how);
}

const EULER = { integrator: "exponential Euler", like: {} } as const;

Deno.test("a right run has a speed, and the reference's spikes one by one", async () => {
  const [right, nan] = await lines([{ setting: "right", kind: EULER }, { setting: "nan", kind: EULER }]);
  assertEquals(right.failures, []);
  assertEquals([right.synapses, right.nonFinite, right.isIdentical], [network.connectivity.synapses, 0, true]);
  assertGreater(right.rate!, 10);
  const { speed } = right;
  assertEquals([speed!.runs, speed!.timesOurs, speed!.simulateSeconds.min], [2, 1, 0.125]);
  assertEquals(speed!.realTimeFactor.median, 0.125 / 0.4);
  assertEquals([speed!.processorNsPerNeuronStep.min, speed!.processorTimesOurs], [0.25e9 / (400 * STEPS), 1]);
  assertEquals(nan.nonFinite, 3);
  assert(nan.speed !== null, "float32 that loses neurons is told in the table, with its speed");
});

Deno.test("a run that is not of this network has no speed, and says why", async () => {
  const [sparse, weak, broken, accurate] = await lines([
    { setting: "sparse", kind: EULER },
    { setting: "weak", kind: EULER },
    { setting: "broken", kind: EULER },
    { setting: "accurate", kind: { integrator: "accurate" } },
  ]);
  assertMatch(sparse.failures[0], /^it has \d+ synapses, the network \d+$/);
  assertMatch(weak.failures[0], /^rate [\d.]+ Hz, which must be in [\d.]+ to [\d.]+ Hz on these synapses/);
  assertEquals(weak.isIdentical, false);
  assertMatch(broken.failures[0], /it ended with exit status 1 instead of answering; its last words: .*no such model/s);
  for (const line of [sparse, weak, broken]) {
    assertEquals(line.speed, null);
    assertMatch(peerRow(line), /no speed: /);
  }
  assertEquals(accurate.failures, []);
  assertEquals(accurate.isIdentical, null);
});

Deno.test("who has been timed for long takes part in no further round", async () => {
  const [slow] = await lines([{ setting: "slow", kind: EULER }], { rounds: 3, patience: 30 });
  assertEquals([slow.speed!.runs, slow.speed!.timesOurs], [2, null]);
});

Deno.test("the program of a simulator that cannot be started is a failure, not an error", async () => {
  const identity = { title: "none", isOwn: false, precision: "float64", threads: 1, ...EULER } as const;
  const command = ["/no/such/program"];
  const contestant = new SimulatorContestant({ identity, command, network, dt: DT, steps: STEPS });
  const how = { dt: DT, steps: STEPS, rounds: 1, patience: 1, standard: "" };
  const [line] = await measurePeers([{ contestant, ...EULER }], network, how);
  assertMatch(line.failures[0], /^Cannot start program "\/no\/such\/program"/);
});

Deno.test("every simulator has its script, its requirements and its README", () => {
  const homes = new URL("../../simulators/", import.meta.url);
  for (const { script, environment: { requirements } } of SIMULATORS) {
    for (const file of [script, requirements, `${script.split("/")[0]}/README.md`]) {
      assert(Deno.statSync(new URL(file, homes)).isFile, file);
    }
  }
});
