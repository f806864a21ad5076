import { assertAlmostEquals, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { Pacer } from "../../web/pacing.ts";
import { Speedometer } from "../../web/speedometer.ts";

const FRAME = 1000 / 60;

/** Simulated time after so much wall time, on a machine that simulates at so many times real time. */
function simulated(speed: number, machine: number, wall: number, quantum = 0.1): number {
  const pacer = new Pacer(speed);
  let time = 0, freeAt = 0;
  for (let now = 0; now <= wall; now += speed === Infinity ? 1 : FRAME) {
    if (now < freeAt) continue;
    const batch = pacer.next(now, quantum);
    assertAlmostEquals(batch / quantum, Math.round(batch / quantum), 1e-6);
    if (batch === 0) continue;
    time += batch;
    freeAt = now + batch / machine;
    pacer.learn(batch, batch / machine);
  }
  return time;
}

Deno.test("the simulation keeps the speed that was asked for, where it can", () => {
  for (const speed of [1, 0.1, 0.01]) {
    assertAlmostEquals(simulated(speed, 5, 2000), 2000 * speed, Math.max(0.1, 2 * FRAME * speed), `speed ${speed}`);
  }
});

Deno.test("where it cannot, it goes on as fast as it can, and makes up for no more than a moment", () => {
  const time = simulated(1, 0.2, 4000);
  assertGreater(time, 4000 * 0.2 * 0.4);
  assertLessOrEqual(time, 4000 * 0.2 * 1.1);
});

Deno.test("as fast as it can means batches of about 8 ms, whatever the machine", () => {
  for (const machine of [0.05, 1, 20]) {
    const pacer = new Pacer(Infinity);
    for (let k = 0; k < 50; k++) {
      const batch = pacer.next(k, 0.1);
      pacer.learn(batch, batch / machine);
    }
    assertAlmostEquals(pacer.next(50, 0.1) / machine, 8, 0.1 / machine, `machine ${machine}`);
  }
});

Deno.test("a pause is not made up for", () => {
  const pacer = new Pacer(1);
  pacer.next(0, 0.1);
  pacer.rest();
  assertEquals(pacer.next(60_000, 0.1), 0);
});

Deno.test("the real-time factor is simulated time per wall time of the last second, and stays while nothing runs", () => {
  const meter = new Speedometer();
  for (let now = 0; now < 3000; now += FRAME) meter.note(now, now < 1500 ? now : 1500 + 0.5 * (now - 1500), true);
  assertAlmostEquals(meter.factor!, 0.5, 0.01);
  meter.note(9000, 2250, false);
  assertAlmostEquals(meter.factor!, 0.5, 0.01);
  meter.reset();
  assertEquals(meter.factor, undefined);
});
