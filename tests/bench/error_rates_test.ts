/** The measurement of error rates: which networks are compared with which, what is counted, and the intervals of shares. */

import { assert, assertAlmostEquals, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { wasmEngine } from "../../mod.ts";
import { CONDITIONS } from "../../bench/error_rates/conditions.ts";
import { countVerdicts, type StudyPlan } from "../../bench/error_rates/study.ts";
import { tableOf } from "../../bench/error_rates/table.ts";
import { wilsonInterval } from "../../bench/error_rates/wilson.ts";

Deno.test("the interval of a share is Wilson's", () => {
  // Newcombe 1998, Stat. Med. 17:857–872, table I, method 3.
  for (const [count, of, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611]]) {
    const interval = wilsonInterval(count, of);
    assertAlmostEquals(interval.low, low, 5e-5);
    assertAlmostEquals(interval.high, high, 5e-5);
  }
  assertEquals(wilsonInterval(20, 20).high, 1);
});

const small: StudyPlan = {
  engine: wasmEngine,
  step: { method: "exp_auto", dt: 0.1 },
  cobaHh: { variant: "brian2", scale: 0.05 },
  networks: 4,
  sizes: [2, 4],
  repeats: 2,
  window: { start: 20, stop: 120 },
  conditions: CONDITIONS,
};

Deno.test("every network is in one comparison of each size and condition; the table has them all", async () => {
  const counted = await countVerdicts(small);
  assertEquals(
    counted.map(({ size, counts: { equivalent, undecided, different } }) => [size, equivalent + undecided + different]),
    CONDITIONS.flatMap(() => [[2, 2], [4, 1]]),
  );
  const [head, ...rows] = tableOf(counted);
  assertEquals(rows.map(([condition]) => condition), CONDITIONS.flatMap(({ name }) => [name, name]));
  for (const row of rows) {
    assertEquals(row.length, head.length);
    assertMatch(row[1], /^[\w ]+.*: \d+\.\d of its margin$/);
    for (const share of row.slice(4)) assertMatch(share, /^\d+ \(\d+ to \d+\)$/);
  }
});

Deno.test("a simulator that loses four spikes of five is different; one that loses 3 % has 3 % less of them", async () => {
  const [right, , , lost] = CONDITIONS;
  const fifth: typeof right.spikes = ({ step, neuron }) => {
    return { step: step.filter((_, k) => k % 5 === 0), neuron: neuron.filter((_, k) => k % 5 === 0) };
  };
  const conditions = [{ ...right, name: "a fifth", spikes: fifth }];
  const [verdict] = await countVerdicts({ ...small, sizes: [4], conditions });
  assertEquals(verdict.counts, { equivalent: 0, undecided: 0, different: 1 });
  assertGreater(verdict.differences.rate, 10); // margins of 3 %
  const spikes = { step: Uint32Array.from({ length: 10_000 }, (_, k) => k), neuron: new Uint32Array(10_000) };
  const kept = lost.spikes(spikes, 1);
  assert(Math.abs(kept.step.length - 9700) < 5 * Math.sqrt(10_000 * 0.03), String(kept.step.length));
  assertEquals(right.spikes(spikes, 1), spikes);
});

Deno.test("a study that is stopped gives what it has counted", async () => {
  const stop = new AbortController();
  const counted = await countVerdicts(small, {
    onProgress: (fraction) => fraction >= 0.5 && stop.abort(),
    signal: stop.signal,
  });
  assertEquals(counted.map(({ counts: { equivalent, undecided, different } }) => equivalent + undecided + different), [
    1,
    0,
    1,
    0,
    1,
    0,
    1,
    0,
  ]);
});
