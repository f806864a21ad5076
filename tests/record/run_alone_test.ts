/** A run has its simulation for itself: whatever would make gaps in a recording is refused. */

import { assertEquals, assertRejects } from "@std/assert";
import { type Recorder, run, type Simulation, spikes } from "../../mod.ts";
import { eachEngine } from "../laws/each_engine.ts";
import { DT, smallNetwork, unobserved } from "./small_network.ts";

const network = smallNetwork();

const STEPS = 250;

/** Does something to the simulation once, after this many steps, as anybody might between two batches. */
class Meddler implements Recorder {
  readonly every = 1;
  readonly #action: (simulation: Simulation) => unknown;

  constructor(action: (simulation: Simulation) => unknown) {
    this.#action = action;
  }

  start(): void {}

  async sample(simulation: Simulation, step: number): Promise<void> {
    if (step === 7) await this.#action(simulation);
  }

  observation(): void {}
}

eachEngine("two runs of one simulation at once are refused, and the first is whole", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const first = run(simulation, STEPS * DT, { all: spikes() });
  const { message } = await assertRejects(() => run(simulation, 20, { all: spikes() }), Error);
  assertEquals(
    message,
    "Cannot run simulation: its last run must have ended, received a second one while that is at step 0",
  );
  const { start, stop, observed } = await first;
  assertEquals([start, stop], [0, STEPS]);
  assertEquals(observed.all, { kind: "spikes", ...await unobserved(engine, network, STEPS) });
  // Whoever waits may go on.
  assertEquals((await run(simulation, DT, {})).start, STEPS);
});

eachEngine("a run that somebody else advances in between, or runs within, is refused", async (engine) => {
  for (
    const [action, complaint] of [
      [
        (simulation: Simulation) => simulation.advance(3),
        "nobody else may advance it, received step 11 where 8 is due",
      ],
      [
        (simulation: Simulation) => run(simulation, DT, {}),
        "its last run must have ended, received a second one while ",
      ],
      [
        (simulation: Simulation) => simulation[Symbol.asyncDispose](),
        "Cannot advance simulation: the simulation is dis",
      ],
    ] as const
  ) {
    await using simulation = await engine.create(network, { dt: DT });
    await assertRejects(() => run(simulation, STEPS * DT, { meddler: new Meddler(action) }), Error, complaint);
  }
  // From outside, while the run waits for the event loop.
  await using simulation = await engine.create(network, { dt: DT });
  const running = assertRejects(() => run(simulation, 50 * STEPS * DT, {}), Error, "nobody else may advance it");
  await new Promise((resolve) => setTimeout(resolve));
  await simulation.advance(1);
  await running;
});

eachEngine("a run that fails sets its simulation and its recorders free", async (engine) => {
  await using simulation = await engine.create(network, { dt: DT });
  const recorder = spikes();
  const failing = new Meddler(() => Promise.reject(new Error("full")));
  await assertRejects(() => run(simulation, STEPS * DT, { recorder, failing }), Error, "full");
  assertEquals((await run(simulation, 10 * DT, { recorder })).start, 8);
});

eachEngine("a recorder is in one run at a time, and once in it", async (engine) => {
  await using one = await engine.create(network, { dt: DT });
  await using other = await engine.create(network, { dt: DT });
  const recorder = spikes();
  const first = run(one, STEPS * DT, { recorder });
  const complaint = "Cannot run simulation: a recorder must be in one run at a time, under one name, received I twice";
  await assertRejects(() => run(other, DT, { all: spikes(), I: recorder }), Error, complaint);
  assertEquals((await first).observed.recorder, { kind: "spikes", ...await unobserved(engine, network, STEPS) });
  await assertRejects(() => run(one, DT, { E: recorder, I: recorder }), Error, complaint);
  assertEquals((await run(other, DT, { recorder })).stop, 1);
});
