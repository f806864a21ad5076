import { assertEquals, assertStringIncludes } from "@std/assert";
import { cobaHh, timeOf } from "../../mod.ts";
import { captionsOf } from "../../web/captions.ts";
import { rasterSvg } from "../../web/raster_svg.ts";
import { commandOf, isSaidByFlags } from "../../web/reproduction.ts";
import { DEFAULTS } from "../../web/settings.ts";
import { multiples, roundUp, ticksOf } from "../../web/ticks.ts";

Deno.test("the command says by flags what they can say, and all else by a file", () => {
  const plain = { ...DEFAULTS, spec: cobaHh({ variant: "nest", scale: 0.5, scaling: "weights", seed: 7 }) };
  assertEquals(isSaidByFlags(plain), true);
  assertEquals(
    commandOf(plain, 1234),
    "deno task sim --variant nest --scale 0.5 --scaling weights --seed 7 --duration 123.4 --dt 0.1 --method exp_auto",
  );
  const changed = { ...DEFAULTS, spec: cobaHh({ parameters: { gL: 9 } }) };
  assertEquals(isSaidByFlags(changed), false);
  assertEquals(commandOf(changed, 10), "deno task sim --spec network.json --duration 1 --dt 0.1 --method exp_auto");
});

Deno.test("times of steps are without the rounding of step times dt", () => {
  assertEquals([3, 1234, 700_001].map((steps) => timeOf(steps, 0.1)), [0.3, 123.4, 70_000.1]);
});

Deno.test("the raster's file has a dot for each spike of the window, in its population's path", () => {
  const svg = rasterSvg({
    title: "a < b & c",
    spikes: { step: Uint32Array.of(5, 10, 10, 20, 90), neuron: Uint32Array.of(0, 1, 4, 3, 2) },
    excitatory: 4,
    neurons: 5,
    dt: 0.1,
    from: 1,
    to: 5,
  });
  const paths = [...svg.matchAll(/<path d="([^"]*h0)"/g)].map(([, d]) => d.split("h0").length - 1);
  assertEquals(paths, [2, 1]);
  assertStringIncludes(svg, "a &lt; b &amp; c");
});

Deno.test("captions tell two networks apart by what differs", () => {
  const [alone] = captionsOf([{ ...DEFAULTS, spec: cobaHh({ parameters: { gL: 9 } }) }], undefined);
  assertEquals(alone, { name: "seed-1", words: "scale 1, seed 1, exp_auto, dt 0.1 ms, with gL changed" });
  const names = captionsOf([DEFAULTS, { ...DEFAULTS, dt: 0.05 }], "dt").map(({ name }) => name);
  assertEquals(names, ["A: dt 0.1", "B: dt 0.05"]);
});

Deno.test("ticks are round, inside, and not too many", () => {
  assertEquals([0.3, 1, 1.1, 2.5, 7, 120].map(roundUp), [0.5, 1, 2, 5, 10, 200]);
  assertEquals(multiples(-0.1, 0.3, 0.1), [-0.1, 0, 0.1, 0.2, 0.3]);
  for (const [from, to] of [[0, 1], [0, 4000], [12.3, 512.3], [-100, 60], [0, 0.003]]) {
    const ticks = ticksOf(from, to, 6);
    assertEquals(ticks.length >= 2 && ticks.length <= 7, true, `${ticks}`);
    assertEquals(ticks.every((tick) => tick >= from - 1e-9 && tick <= to * (1 + 1e-9)), true, `${ticks}`);
  }
  assertEquals(ticksOf(5, 5, 6), [5]);
});
