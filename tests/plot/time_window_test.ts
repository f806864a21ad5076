import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { timeWindow } from "../../plot/time_window.ts";
import { smallRecording } from "./arbitraries.ts";

Deno.test("times of whole steps give exactly these steps", () => {
  fc.assert(fc.property(smallRecording(), fc.nat(), fc.nat(), (recording, a, b) => {
    const { start, stop, provenance: { dt } } = recording;
    const first = start + a % (stop - start), last = first + 1 + b % (stop - first);
    assertEquals(timeWindow(recording, { from: first * dt, to: last * dt }, "x"), { first, last, dt });
  }));
});

Deno.test("a window larger than the recording is the recording", () => {
  fc.assert(fc.property(smallRecording(), (recording) => {
    const { start, stop, provenance: { dt } } = recording, all = { first: start, last: stop, dt };
    assertEquals(timeWindow(recording, {}, "x"), all);
    assertEquals(timeWindow(recording, { from: -1e9, to: Infinity }, "x"), all);
  }));
});

Deno.test("a window without a step is refused", () => {
  fc.assert(fc.property(smallRecording(), fc.double(), (recording, time) => {
    assertThrows(() => timeWindow(recording, { from: time, to: time }, "x"), RangeError, "Cannot draw x: from must be");
  }));
});
