import { assertEquals, assertLess, assertMatch } from "@std/assert";
import { cobaHh, wasmEngine } from "../../mod.ts";
import { whyTooLarge } from "../../web/capacity.ts";
import { settingsOfQuery } from "../../web/link.ts";

const options = { dt: 0.1, method: "exp_auto", threads: 1 }, GIB = 2 ** 30;

Deno.test("networks that memory has no room for are refused with both sizes, two together as well", () => {
  const spec = cobaHh({ scale: 30 });
  assertEquals(whyTooLarge([{ spec, options }], 4 * GIB), undefined);
  assertMatch(
    whyTooLarge([{ spec, options }], 0.5 * GIB)!,
    /at most 512 MiB of memory here, received one of \d+ MiB/,
  );
  assertMatch(whyTooLarge(Array(9).fill({ spec, options }), 4 * GIB)!, /received one of/);
  const slow = whyTooLarge([{ spec: cobaHh({ scale: 1000 }), options }], 4 * GIB)!;
  assertMatch(slow, /a time step takes at most 1 s here, received one of some \d+ s/);
  const huge = cobaHh({ scale: 1e5, connectivity: { probability: 1e-9 } });
  assertMatch(whyTooLarge([{ spec: huge, options }], 4 * GIB)!, /received one of \d+\.\d GiB|smaller network/);
});

Deno.test("a link to a network that a page cannot hold says so, and what is used instead", () => {
  for (
    const query of [
      "scale=5000",
      "populations.excitatory=90000000&neuron=5",
      "scale=90000&versus=dt:0.05",
      "versus=scale:5000",
    ]
  ) {
    const { settings, complaints } = settingsOfQuery(query, wasmEngine.methods);
    assertEquals(complaints.length, 1, query);
    assertMatch(complaints[0].message, /network/);
    assertEquals([settings.spec.scale, settings.versus], [1, undefined]);
    assertLess(settings.spec.populations.excitatory, 4000);
  }
});
