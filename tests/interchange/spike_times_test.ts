import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { toSteps, toTimes } from "../../interchange/mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { spikes, timeStep } from "./spike_times.ts";

Deno.test("times give back the steps they were made of", () => {
  fc.assert(
    fc.property(spikes(), timeStep(), (spikes, dt) => assertEquals(toSteps(toTimes(spikes, dt), dt), spikes)),
    PROPERTY,
  );
});

Deno.test("times in any order, from any origin, give the same steps", () => {
  fc.assert(
    fc.property(
      spikes(),
      timeStep(),
      fc.constantFrom(0, 0.1, 5),
      fc.infiniteStream(fc.nat()),
      (spikes, dt, origin, keys) => {
        const { time, neuron } = toTimes(spikes, dt);
        const key = Array.from(time, () => keys.next().value!);
        const order = Array.from(key.keys()).sort((a, b) => key[a] - key[b]);
        const shuffled = {
          time: Float64Array.from(order, (k) => time[k] + origin),
          neuron: Uint32Array.from(order, (k) => neuron[k]),
        };
        assertEquals(toSteps(shuffled, dt, { origin }), spikes);
      },
    ),
    PROPERTY,
  );
});

Deno.test("times as float32 are on the grid for 8 s of steps of 0.1 ms", () => {
  const step = Uint32Array.from({ length: 80_000 }, (_, k) => k);
  const spikes = { step, neuron: new Uint32Array(step.length) };
  const { time, neuron } = toTimes(spikes, 0.1);
  assertEquals(toSteps({ time: Float64Array.from(Float32Array.from(time)), neuron }, 0.1), spikes);
});

Deno.test("times between steps are refused with how far off they are, or rounded as asked", () => {
  const times = { time: Float64Array.of(0.1, 0.27, 0.34), neuron: Uint32Array.of(0, 1, 2) };
  assertThrows(
    () => toSteps(times, 0.1),
    RangeError,
    "Cannot convert spikes: times must be multiples of 0.1 ms, received 2 of 3 that are not, off by up to 0.04 ms, the first " +
      "0.27 ms of neuron 1",
  );
  assertEquals(toSteps(times, 0.1, { offGrid: "nearest" }).step, Uint32Array.of(1, 3, 3));
  assertEquals(toSteps(times, 0.1, { offGrid: "floor" }).step, Uint32Array.of(1, 2, 3));
});

Deno.test("rounding down leaves times that are on the grid where they are", () => {
  fc.assert(
    fc.property(
      spikes(),
      timeStep(),
      (spikes, dt) => assertEquals(toSteps(toTimes(spikes, dt), dt, { offGrid: "floor" }), spikes),
    ),
    PROPERTY,
  );
});

Deno.test("a neuron fires at most once in a step, at no negative time, in steps of a positive length", () => {
  const at = (...time: number[]) => ({ time: Float64Array.from(time), neuron: new Uint32Array(time.length).fill(7) });
  assertThrows(() => toSteps(at(0.5, 0.5), 0.1), RangeError, "received two spikes of neuron 7 in the step at 0.5 ms");
  assertThrows(() => toSteps(at(0.5, -0.1), 0.1), RangeError, "received -0.1 of neuron 7");
  assertThrows(() => toSteps(at(NaN), 0.1, { offGrid: "nearest" }), RangeError, "received NaN of neuron 7");
  assertThrows(() => toSteps(at(0.5), 0), RangeError, "dt must be a positive number of ms, received 0");
  const uneven = { time: Float64Array.of(1), neuron: new Uint32Array(2) };
  assertThrows(() => toSteps(uneven, 0.1), RangeError, "received 1 times and 2 neurons");
});
