import { assert, assertEquals, assertLess } from "@std/assert";
import fc from "fast-check";
import { timeOf } from "../../mod.ts";
import {
  type AsRead,
  findMisreading,
  type Misreading,
  misreadingSentence,
  type ObservedSpikes,
  type TimedSpikes,
} from "../../validation/mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { simulated } from "./observed.ts";

/** 400 neurons for 200 ms: some thousand spikes. */
const SIZES = { excitatory: 320, inhibitory: 80 }, NEURONS = 400;
const OPTIONS = { variant: "seed-1", scale: 0.1, scaling: "in-degree" } as const;
const run = await simulated(OPTIONS, { duration: 200 });
const other = await simulated({ ...OPTIONS, seed: 2 }, { duration: 200 });

/** The spikes as a file has them, each at the beginning of its step. */
function fileOf({ spikes: { step, neuron }, provenance: { dt } }: ObservedSpikes): TimedSpikes {
  return { time: Float64Array.from(step, (step) => timeOf(step, dt)), neuron };
}

/** Events one by one, changed. */
function changed(
  { time, neuron }: TimedSpikes,
  change: (time: number, neuron: number, k: number) => readonly (readonly [time: number, neuron: number])[],
): TimedSpikes {
  const events = Array.from(time, (t, k) => change(t, neuron[k], k)).flat().sort(([t], [u]) => t - u);
  return { time: Float64Array.from(events, ([t]) => t), neuron: Uint32Array.from(events, ([, i]) => i) };
}

function sentenceOf(misreading: Misreading | undefined, asRead: AsRead = {}): string {
  if (misreading === undefined) return "";
  const written = (flags: Readonly<Record<string, string>>) =>
    Object.entries(flags).map(([name, value]) => `--${name} ${value}`).join(" ");
  return misreadingSentence(misreading, { asRead, provenance: { ...SIZES, dt: 0.1 }, written });
}

const file = fileOf(run), all = run.spikes.step.length;
const N = all.toLocaleString("en-US");

/** Numbers in [0, 1) that depend on k and nothing else. */
function uniform(k: number): number {
  let x = Math.imul(k + 1, 0x9e3779b9);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** A permutation of the neurons without a pattern. */
const permutation = Array.from({ length: NEURONS }, (_, i) => i).sort((i, j) => uniform(i) - uniform(j));

/** Ways in which a file can differ, and the sentence that has to say it. */
const misreadings: readonly (readonly [what: string, file: TimedSpikes, sentence: RegExp, asRead?: AsRead])[] = [
  [
    "all times late by two steps",
    changed(file, (t, i) => [[t + 0.2, i]]),
    RegExp(`^all times are 0.2 ms late: with --origin 0.2 all ${N} spikes of the first 200 ms are the same$`),
  ],
  [
    "late by 7.3 ms, where an origin of 5 ms was said",
    changed(file, (t, i) => [[t + 12.3, i]]),
    RegExp(`^all times are 7.3 ms late: with --origin 12.3 all ${N} spikes`),
    { origin: 5 },
  ],
  ["late by two steps and a half", changed(file, (t, i) => [[t + 0.25, i]]), /with --origin 0\.25 all/],
  ["after a warm-up of a second", changed(file, (t, i) => [[t + 1000, i]]), /are 1000 ms late: with --origin 1000 all/],
  ["early", changed(file, (t, i) => [[t - 0.3, i]]), /^all times are 0.3 ms early: with --origin -0\.3 all/],
  ["in seconds", changed(file, (t, i) => [[t / 1000, i]]), /^times are in s: with --unit s all/],
  ["in microseconds", changed(file, (t, i) => [[t * 1000, i]]), /^times are in µs: with --unit us all/],
  ["in steps", changed(file, (t, i) => [[Math.round(t * 10), i]]), /^times are in steps: with --unit steps all/],
  ["counted from 1", changed(file, (t, i) => [[t, i + 1]]), /^neurons are counted from 1: with --first-index 1 all/],
  [
    "counted from 0 where 1 was said",
    changed(file, (t, i) => [[t, i]]),
    /^$/,
    { firstIndex: 1 },
  ],
  [
    "counted from 1 and late by a step",
    changed(file, (t, i) => [[t + 0.1, i + 1]]),
    /^all times are 0.1 ms late, and neurons are counted from 1: with --origin 0.1 --first-index 1 all/,
  ],
  [
    "inhibitory neurons first",
    changed(file, (t, i) => [[t, i < 320 ? i + 80 : i - 320]]),
    /^the inhibitory neurons come first, .* from 80 and inhibitory ones from 0: with --ids inhibitory-first all/,
  ],
  [
    "both populations from 0",
    changed(file, (t, i) => [[t, i < 320 ? i : i - 320]]),
    /^excitatory and inhibitory neurons are both counted from 0: read so, all/,
  ],
  [
    "in another order",
    changed(file, (t, i) => [[t, permutation[i]]]),
    /^the neurons are in another order \(.*\): with --ids FILE all/,
  ],
  [
    "in another order, 3 ms late",
    changed(file, (t, i) => [[t + 3, permutation[i]]]),
    /^all times are 3 ms late, and the neurons are in another order \(.*\): with --origin 3 --ids FILE all/,
  ],
  [
    "without the first 50 ms",
    changed(file, (t, i) => t < 50 ? [] : [[t, i]]),
    /^the first 50(\.\d)? ms are missing \([\d,]+ spikes\): the other [\d,]+ spikes from 50(\.\d)? to 200 ms are the same$/,
  ],
  [
    "without the first 50 ms, counted from there",
    changed(file, (t, i) => t < 50 ? [] : [[t - 50, i]]),
    /^all times are 50 ms early, and the first 50(\.\d)? ms are missing/,
  ],
  [
    "without the last 50 ms",
    changed(file, (t, i) => t >= 150 ? [] : [[t, i]]),
    /^the end is missing \([\d,]+ spikes up to 200 ms\): the other/,
    { duration: 200 },
  ],
  [
    "without the last step that has spikes",
    changed(file, (t, i) => t > file.time.at(-1)! - 0.05 ? [] : [[t, i]]),
    /^the last step is missing \(\d+ spikes?\): the other/,
    { duration: file.time.at(-1)! + 0.1 },
  ],
  [
    "without some neurons",
    changed(file, (t, i) => i < 50 || (i >= 320 && i < 370) ? [[t, i]] : []),
    /neurons that should fire have no spike \(of 50-319,370-399; if these were not recorded, say --recorded 0-49,320-369\)/,
  ],
  [
    "without some spikes",
    changed(file, (t, i, k) => uniform(k) < 0.1 ? [] : [[t, i]]),
    /^[\d,]+ of [\d,]+ spikes are missing/,
  ],
  [
    "with spikes of nobody",
    changed(file, (t, i, k) => uniform(k) < 0.1 ? [[t, i], [timeOf((k * 97) % 2000, 0.1), (k * 31) % 400]] : [[t, i]]),
    /^[\d,]+ spikes are too many/,
  ],
  ["with every spike twice", changed(file, (t, i) => [[t, i], [t, i]]), RegExp(`^${N} spikes are there a second time`)],
  [
    "with one spike twice",
    changed(file, (t, i, k) => k === 7 ? [[t, i], [t, i]] : [[t, i]]),
    /^1 spike is there a second/,
  ],
  [
    "with several events per action potential",
    changed(file, (t, i) => [0, 1, 2, 3].map((k) => [t + 0.1 * k, i])),
    /^there are several events per action potential/,
  ],
  [
    "rounded to 1 ms",
    changed(file, (t, i) => [[Math.round(t), i]]),
    /^times are rounded to 1 ms: .* but for rounding$/,
  ],
  ["rounded down to 1 ms", changed(file, (t, i) => [[Math.floor(t), i]]), /^times are rounded to 1 ms/],
  [
    "between steps, as interpolated crossings are",
    changed(file, (t, i, k) => [[t + 0.1 * uniform(k), i]]),
    /^times lie between steps: with --off-grid floor all/,
  ],
  [
    "in seconds, late, and counted from 1",
    changed(file, (t, i) => [[(t + 0.2) / 1000, i + 1]]),
    /^times are in s, and all times are 0.2 ms late, and neurons are counted from 1: with --unit s --origin 0.2 --first-index 1/,
  ],
];

for (const [what, events, sentence, asRead = {}] of misreadings) {
  Deno.test(`a misreading is found, and said with its flags: ${what}`, () => {
    const said = sentenceOf(findMisreading(run, events, asRead), asRead);
    assert(sentence.test(said), said);
  });
}

Deno.test("what is read rightly is no misreading: in any order, as float32, rounded to its steps or to 1 µs, cut short", () => {
  const right: readonly TimedSpikes[] = [
    file,
    { time: file.time.toReversed(), neuron: file.neuron.toReversed() },
    changed(file, (t, i) => [[Math.fround(t), i]]),
    changed(file, (t, i) => [[Math.round(t * 1000) / 1000, i]]),
    changed(file, (t, i) => [[Number(t.toFixed(1)), i]]),
    changed(file, (t, i) => t < 20 ? [[t, i]] : []),
  ];
  for (const events of right) assertEquals(findMisreading(run, events), undefined);
});

Deno.test("another simulation is no misreading, whatever its numbers and times; nor is one that parts", async () => {
  const slower = await simulated({ ...OPTIONS, spike: { threshold: 0 } }, { duration: 200 });
  const apart = await simulated(OPTIONS, { duration: 200, shift: 1e-3 });
  for (const simulation of [other, slower, apart]) {
    const events = fileOf(simulation);
    for (
      const it of [
        events,
        changed(events, (t, i) => [[t + 0.2, i]]),
        changed(events, (t, i) => [[t, i + 1]]),
        changed(events, (t, i) => [[t, permutation[i]]]),
        changed(events, (t, i) => t < 30 ? [[t, i]] : []),
      ]
    ) {
      const found = findMisreading(run, it);
      if (found === undefined) continue;
      // The beginning may be the same: then the reading is the right one, and it is said how far it goes.
      assert(simulation !== other && found.until !== undefined, sentenceOf(found));
      assert(found.isOther.times || found.isOther.neurons, sentenceOf(found));
    }
  }
});

Deno.test("a reading is found that is otherwise in several ways at once", () => {
  const origin = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 }).map((steps) => timeOf(steps, 0.05)));
  const numbering = fc.oneof(
    fc.integer({ min: 0, max: 10 }).map((by) => ({ e: by, i: by })),
    fc.constant({ e: 80, i: -320 }),
    fc.record({ e: fc.integer({ min: 0, max: 20 }), i: fc.integer({ min: 21, max: 40 }) }),
  );
  const lost = fc.constantFrom(0, 0.02, 0.2), doubled = fc.constantFrom(0, 0.05, 1), from = fc.constantFrom(0, 30, 80);
  fc.assert(
    fc.property(origin, numbering, lost, doubled, from, fc.nat(1e6), (origin, { e, i }, lost, doubled, from, salt) => {
      const events = changed(file, (t, neuron, k) => {
        if (t < from || uniform(k + salt) < lost) return [];
        const event = [t + origin, neuron + (neuron < 320 ? e : i)] as const;
        return uniform(k + salt + 5) < doubled ? [event, event] : [event];
      });
      const found = findMisreading(run, events);
      if (origin === 0 && e === 0 && i === 0 && events.time.length === all && from === 0) return;
      assert(found !== undefined);
      const { reading, until, remainder } = found;
      assertEquals(until, undefined);
      assertEquals(reading.origin, origin);
      assertEquals(
        reading.numbering,
        e === i ? { kind: "shifted", by: e } : { kind: "populations", excitatory: e, inhibitory: i },
      );
      assertEquals(remainder.added, 0);
      const distinct = new Set(Array.from(events.time, (t, k) => `${t} ${events.neuron[k]}`)).size;
      assertEquals([found.common, remainder.twice], [distinct, events.time.length - distinct]);
    }),
    { ...PROPERTY, numRuns: 25 },
  );
});

/** A million spikes are read and searched within this time [ms]: some seconds would be felt, a second is not. */
const PATIENCE = 20_000;

Deno.test("a million spikes take little time", () => {
  const steps = 70_000, excitatory = 3200, inhibitory = 800;
  const step = Uint32Array.from({ length: 1e6 }, (_, k) => Math.floor((k + uniform(k)) * steps / 1e6));
  const neuron = step.map((_, k) => Math.floor(uniform(k + 1e7) * (excitatory + inhibitory)));
  const long = { spikes: { step, neuron }, start: 0, stop: steps, provenance: { excitatory, inhibitory, dt: 0.1 } };
  const late = changedInPlace(fileOf(long));
  const begin = performance.now();
  const found = findMisreading(long, late);
  assertLess(performance.now() - begin, PATIENCE);
  assertEquals(found?.reading, { scale: 1, origin: 0.3, numbering: { kind: "shifted", by: 1 } });
  assertEquals(found?.common, 1e6);
});

function changedInPlace({ time, neuron }: TimedSpikes): TimedSpikes {
  return { time: time.map((t) => t + 0.3), neuron: neuron.map((i) => i + 1) };
}
