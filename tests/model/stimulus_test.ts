/** External events: given ones, and Poisson trains against their law. */

import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { log } from "../../model/elementary.ts";
import { buildNetwork, type Network } from "../../model/network.ts";
import { PURPOSE, uniform } from "../../model/random.ts";
import type { StimulusSpec } from "../../model/spec.ts";
import { eventsInTurn, eventWindows, mostEventsAtOnce, stimulusEvents } from "../../model/stimulus.ts";
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

/** Poisson events as they are defined, one neuron after the other. */
function defined({ rate, cells, start, stop }: Extract<StimulusSpec, { kind: "poisson" }>, seed: number, dt: number) {
  const events: [number, number][] = [];
  for (let neuron = 0; neuron < Math.min(cells, 100); neuron++) {
    let time = start;
    for (let k = 0;; k++) {
      time -= log(1 - uniform(seed, PURPOSE.stimulus, neuron, k)) * 1000 / rate;
      if (time >= stop) break;
      events.push([Math.floor(time / dt), neuron]);
    }
  }
  return events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

Deno.test("windows hold the events as they are defined, and no more of them than their capacity", () => {
  const poisson = fc.record({
    kind: fc.constant("poisson" as const),
    rate: fc.constantFrom(0.5, 20, 300, 3000),
    cells: fc.integer({ min: 0, max: 30 }),
    start: fc.constantFrom(0, 1.25, 900),
    stop: fc.constantFrom(900, 1000, 1100),
  });
  const given = fc.array(fc.tuple(fc.oneof(fc.nat(5), fc.nat(20_000), fc.constant(0xffffffff)), fc.nat(99)))
    .map((events) => ({
      kind: "events" as const,
      steps: events.map(([k]) => k),
      targets: events.map(([, i]) => i),
    }));
  const law = fc.property(fc.oneof(poisson, given), fc.constantFrom(0.01, 0.1, 7), fc.nat(), (stimulus, dt, seed) => {
    const network = networkWith(stimulus, seed), windows = eventWindows(network, dt);
    const expected = stimulus.kind === "poisson"
      ? defined(stimulus, seed, dt)
      : stimulus.steps.map((k, e) => [k, stimulus.targets[e]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const events: [number, number][] = [];
    while (windows.next < Infinity) {
      const first = windows.next, taken = pairs(windows.take());
      taken.forEach(([step]) => assert(step >= first && step < windows.next));
      assert(taken.length > 0 && taken.length <= windows.capacity, `${taken.length} of ${windows.capacity} events`);
      for (const event of taken) events.push(event);
    }
    assertEquals(events, expected);
    assertEquals(pairs(stimulusEvents(network, dt)), expected);
    assertEquals(pairs(stimulusEvents(network, dt, 9001)), expected.filter(([step]) => step < 9001));
    const most = mostEventsAtOnce(network, dt), at = new Map<string, number>();
    for (const event of expected) at.set(event.join(), (at.get(event.join()) ?? 0) + 1);
    assert([...at.values()].every((count) => count <= most), `more than ${most} at once`);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 60 });
});

Deno.test("events in turn are those of the list, whatever steps are left out", () => {
  const law = fc.property(fc.array(fc.nat(12_000)), fc.nat(), (steps, seed) => {
    const network = networkWith({ kind: "poisson", rate: 100, cells: 30, start: 2, stop: 1000 }, seed);
    const all = pairs(stimulusEvents(network, 0.1)), eventsOf = eventsInTurn(network, 0.1);
    for (const step of steps.toSorted((a, b) => a - b)) {
      assertEquals([...eventsOf(step)], all.filter(([k]) => k === step).map(([, neuron]) => neuron));
    }
  });
  fc.assert(law, PROPERTY);
});

Deno.test("a stimulus may outlast every run: its events are made as they are needed", () => {
  const endless = { kind: "poisson", rate: 100, cells: 100, start: 0, stop: 1e300 } as const;
  const eventsOf = eventsInTurn(networkWith(endless), 0.1), ended = networkWith({ ...endless, stop: 100 });
  assertEquals([...Array(1000).keys()].flatMap((k) => [...eventsOf(k)]), [...stimulusEvents(ended, 0.1).neuron]);
  // One that begins late costs nothing before it begins.
  const late = eventWindows(networkWith({ ...endless, start: 4e8, stop: 4.2e8 }), 0.1);
  assert(late.next > 3.99e9 && late.next <= 4e9);
  assertLess(late.capacity, 50_000);
  assertEquals(eventWindows(networkWith({ ...endless, start: 4.3e8 }), 0.1).next, Infinity);
});

Deno.test("more events than can be held are refused, in numbers", () => {
  const endless = { kind: "poisson", rate: 100, cells: 100, start: 0, stop: 1e9 } as const;
  assertThrows(
    () => stimulusEvents(networkWith(endless), 0.1),
    RangeError,
    "Cannot list stimulus: at most 16777216 events are possible, received some 4.29e+9; " +
      "set stimulus.stop (1000000000 ms) to the end of the run",
  );
  assertEquals(
    stimulusEvents(networkWith(endless), 0.1, 5000).step.length,
    stimulusEvents(networkWith({ ...endless, stop: 500 }), 0.1).step.length,
  );
  assertThrows(
    () => eventWindows(networkWith({ ...endless, rate: 1e6 }), 1e6),
    RangeError,
    "Cannot create simulation: at most 67108864 events of the stimulus may be expected in one step, received 1.00e+11",
  );
});
