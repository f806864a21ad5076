/** External events: given ones, and Poisson trains against their law. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, type Network } from "../../model/network.ts";
import type { StimulusSpec } from "../../model/spec.ts";
import { stimulusEvents } from "../../model/stimulus.ts";
import { cobaHh } from "../../model/variants.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertCounts, assertDistribution, assertStandardNormal } from "./goodness_of_fit.ts";
import { binomialLaw } from "./laws.ts";

function networkWith(stimulus: StimulusSpec, seed: number = 1, neurons: number = 100): Network {
  return buildNetwork(
    cobaHh({ seed, stimulus, populations: { excitatory: neurons, inhibitory: 0 }, scaling: "weights" }),
  );
}

function pairs({ step, neuron }: { readonly step: Uint32Array; readonly neuron: Uint32Array }): [number, number][] {
  return Array.from(step, (k, event) => [k, neuron[event]]);
}

Deno.test("without a stimulus, and at rate 0, there are no events", () => {
  const none = { step: new Uint32Array(0), neuron: new Uint32Array(0) };
  assertEquals(stimulusEvents(networkWith({ kind: "none" }), 0.1), none);
  assertEquals(stimulusEvents(networkWith({ kind: "poisson", rate: 0, cells: 9, start: 0, stop: 1e6 }), 0.1), none);
  assertEquals(stimulusEvents(networkWith({ kind: "poisson", rate: 100, cells: 0, start: 0, stop: 100 }), 0.1), none);
  assertEquals(stimulusEvents(networkWith({ kind: "poisson", rate: 1e4, cells: 9, start: 5, stop: 5 }), 0.1), none);
});

Deno.test("given events are sorted by step and neuron, repetitions kept, whatever dt is", () => {
  const event = fc.tuple(fc.nat(50), fc.nat(9));
  const law = fc.property(fc.array(event), fc.double({ min: 0.01, max: 1, noNaN: true }), (events, dt) => {
    const stimulus = { kind: "events", steps: events.map(([k]) => k), targets: events.map(([, i]) => i) } as const;
    const sorted = events.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
    assertEquals(pairs(stimulusEvents(networkWith(stimulus, 1, 10), dt)), sorted);
  });
  fc.assert(law, PROPERTY);
});

Deno.test("Poisson events are sorted, within the window, and only of the stimulated neurons", () => {
  const law = fc.property(
    fc.record({
      rate: fc.double({ min: 1, max: 2000, noNaN: true }),
      cells: fc.integer({ min: 1, max: 150 }),
      start: fc.double({ min: 0, max: 30, noNaN: true }),
      length: fc.double({ min: 0, max: 30, noNaN: true }),
      dt: fc.constantFrom(0.01, 0.1, 0.25, 1),
      seed: fc.maxSafeNat(),
    }),
    ({ rate, cells, start, length, dt, seed }) => {
      const stop = start + length;
      const events = pairs(stimulusEvents(networkWith({ kind: "poisson", rate, cells, start, stop }, seed), dt));
      events.forEach(([step, neuron], k) => {
        assert(step >= Math.floor(start / dt) && step <= Math.floor(stop / dt));
        assert(neuron < Math.min(cells, 100));
        if (k > 0) assert(step > events[k - 1][0] || (step === events[k - 1][0] && neuron >= events[k - 1][1]));
      });
    },
  );
  fc.assert(law, PROPERTY);
});

Deno.test("Poisson events have the same times at every dt", () => {
  const network = networkWith({ kind: "poisson", rate: 300, cells: 50, start: 1, stop: 51 });
  const timesOf = (dt: number) => {
    const byNeuron = Array.from({ length: 50 }, (): number[] => []);
    pairs(stimulusEvents(network, dt)).forEach(([step, neuron]) => byNeuron[neuron].push(step));
    return byNeuron;
  };
  // Powers of two divide without rounding: a step at dt holds two steps at dt / 2.
  const fine = timesOf(2 ** -10);
  for (const power of [0, 3, 6, 9]) {
    assertEquals(timesOf(2 ** -power), fine.map((steps) => steps.map((k) => Math.floor(k / 2 ** (10 - power)))));
  }
  assertEquals(timesOf(0.1).map((steps) => steps.length), fine.map((steps) => steps.length));
});

Deno.test("Poisson events do not change for a neuron when others are stimulated, or the window is longer", () => {
  const of = (cells: number, stop: number) =>
    pairs(stimulusEvents(networkWith({ kind: "poisson", rate: 100, cells, start: 0, stop }), 0.125));
  const all = of(100, 200);
  assertEquals(of(7, 200), all.filter(([, neuron]) => neuron < 7));
  assertEquals(of(100, 50), all.filter(([step]) => step < 50 / 0.125));
});

Deno.test("Poisson trains have the rate that is said, counts with its variance, and exponential intervals", () => {
  const rate = 300, stop = 51, start = 1, dt = 2 ** -10;
  const intervals: number[] = [];
  const counts = new Float64Array(61);
  let events = 0;
  for (let seed = 0; seed < 40; seed++) {
    const last = new Map<number, number>();
    const perNeuron = new Float64Array(100);
    for (
      const [step, neuron] of pairs(
        stimulusEvents(networkWith({ kind: "poisson", rate, cells: 100, start, stop }, seed), dt),
      )
    ) {
      events++;
      perNeuron[neuron]++;
      // The first interval only: later ones are shorter where they have to end within the window.
      if (!last.has(neuron)) intervals.push(step * dt + dt / 2 - start);
      last.set(neuron, step);
    }
    perNeuron.forEach((count) => counts[Math.min(count, 60)]++);
  }
  const mean = rate / 1000 * (stop - start);
  const trains = 40 * 100;
  assertStandardNormal((events - trains * mean) / Math.sqrt(trains * mean), "events");
  // Poisson's law as the limit of the binomial one: 10^5 trials are as good for 4000 counts.
  assertCounts(counts, binomialLaw(100_000, mean / 100_000).map((p, k) => k <= 60 ? p : 0).subarray(0, 61), "counts");
  // A train without an event has probability e^-15.
  assertEquals(intervals.length, trains);
  assertDistribution(Float64Array.from(intervals), (t) => 1 - Math.exp(-rate / 1000 * t), "first intervals");
});

Deno.test("Poisson trains of any rate have its mean count", () => {
  for (const rate of [10, 300, 2000]) { // [Hz]; 1000 trains of 200 ms
    let events = 0;
    for (let seed = 0; seed < 10; seed++) {
      const stimulus = { kind: "poisson", rate, cells: 100, start: 3, stop: 203 } as const;
      events += stimulusEvents(networkWith(stimulus, seed), 0.1).step.length;
    }
    const mean = 10 * 100 * rate * 0.2;
    assertStandardNormal((events - mean) / Math.sqrt(mean), `${rate} Hz`, 3);
  }
});

Deno.test("published stimuli have the mean counts of their rates", () => {
  // 300 Hz into 50 neurons for 50 ms; mean interval 70 ms into 80 neurons for 100 ms.
  for (const [variant, mean] of [["nest", 750], ["neuron", 80 * 100 / 70]] as const) {
    let events = 0;
    const seeds = 50;
    for (let seed = 0; seed < seeds; seed++) {
      events +=
        stimulusEvents(buildNetwork(cobaHh({ variant, seed, connectivity: { probability: 0 } })), 0.1).step.length;
    }
    assertStandardNormal((events - seeds * mean) / Math.sqrt(seeds * mean), variant);
  }
});

Deno.test("another seed gives other trains, and a neuron's train is not its neighbour's", () => {
  const of = (seed: number) =>
    pairs(stimulusEvents(networkWith({ kind: "poisson", rate: 500, cells: 2, start: 0, stop: 100 }, seed), 0.1));
  assert(of(1).join() !== of(2).join());
  const steps = (neuron: number) => of(1).filter((event) => event[1] === neuron).map(([step]) => step).join();
  assert(steps(0) !== steps(1));
});

Deno.test("events beyond the last step that can be simulated are left out", () => {
  // 10^10 steps of 0.1 ms are more than the 2^32 - 1 that a simulation has.
  const stimulus = { kind: "poisson", rate: 0.0001, cells: 3, start: 0, stop: 1e9 } as const;
  const events = pairs(stimulusEvents(networkWith(stimulus), 0.1));
  events.forEach(([step], k) => assert(k === 0 || step >= events[k - 1][0], "steps ascend"));
  const mean = 3 * 2 ** 32 * 0.1 / 1e7;
  assertStandardNormal((events.length - mean) / Math.sqrt(mean), `${events.length} events`);
});
