/** Reporting on other simulators: rows, report, picture. */

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { peersChart } from "../../bench/peers/chart.ts";
import type { PeerLine } from "../../bench/peers/line.ts";
import { hasFailed, type PeerReport, peerReportToJson } from "../../bench/peers/report.ts";
import { peerRow, peerTitles } from "../../bench/peers/table.ts";

const speed = {
  runs: 5,
  simulateSeconds: { min: 2.32, median: 2.86 },
  nsPerNeuronStep: { min: 58, median: 71.5 },
  realTimeFactor: { min: 2.32, median: 2.86 },
  timesOurs: 14.7,
  processorNsPerNeuronStep: { min: 55, median: 56 },
  processorTimesOurs: 14.2,
};
const line: PeerLine = {
  title: "Brian 2 C++",
  isOwn: false,
  precision: "float64",
  integrator: "exponential Euler",
  threads: 2,
  version: "2.11.0",
  synapses: 320_000,
  rate: 37.36,
  cv: 2.371,
  nonFinite: 0,
  hash: "00",
  isIdentical: true,
  buildSeconds: 1.5,
  compileSeconds: 20.4,
  failures: [],
  speed,
};
const report: PeerReport = {
  date: "2026-11-25T00:00:00.000Z",
  environment: { cpu: "CPU", cores: 2, platform: "", runtime: "", version: "", commit: "0123456789abcdef" },
  parameters: { variant: "seed-1", seed: 1, neurons: 4000, synapses: 320_000, dt: 0.1, duration: 1000, rounds: 5 },
  lines: [line, { ...line, title: "wasm", isOwn: true, integrator: "substepped" }, {
    ...line,
    title: "wrong",
    failures: ["no"],
    speed: null,
  }],
  skipped: [{ title: "genn", reason: "it is not to be had" }],
};

Deno.test("a row says everything that was found, in the columns of the titles", () => {
  const cells = peerRow(line).split(/ {2,}/);
  assertEquals(cells.length, peerTitles().split(/ {2,}/).length);
  const expected = [
    "Brian 2 C++",
    "320,000",
    "37.4",
    "2.37",
    "yes",
    "20.4",
    "2.32 (2.86)",
    "58 (71.5)",
    "14.7",
    "55 (56)",
    "14.2",
  ];
  for (const text of expected) assert(cells.includes(text), text);
});

Deno.test("the report holds all lines, and a failure is one", () => {
  assertEquals(JSON.parse(peerReportToJson(report)), { format: "cobahh peers", formatVersion: 1, ...report });
  assertEquals(hasFailed(report), true);
  assertEquals(hasFailed({ ...report, lines: [line] }), false);
});

Deno.test("the picture has a bar for everybody who has a speed", () => {
  const svg = peersChart(report);
  assertMatch(svg, /^<svg [\s\S]*<\/svg>\n$/);
  for (const text of ["Brian 2 C++, float64, 2 threads", "wasm substepped, float64, 2 threads", "58"]) {
    assertStringIncludes(svg, text);
  }
  assert(!svg.includes("wrong"));
  assertThrows(() => peersChart({ ...report, lines: [report.lines[2]] }), RangeError, "a line with a speed");
});
