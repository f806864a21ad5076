/** The scripts for other simulators, as texts; what they compute is asked of the simulators in tests/simulators. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { contentBytes, exportNetwork, type ExportTarget } from "../../interchange/mod.ts";
import { buildNetwork, cobaHh, type Network, variants } from "../../mod.ts";

const simulators = ["nest", "neuron", "brian2", "brainpy"] as const;

/** The files of a network by name; data is not looked at. */
async function texts(network: Network, target: ExportTarget, dt: number = 0.1): Promise<Record<string, string>> {
  const files = await exportNetwork(network, target, { dt });
  return Object.fromEntries(
    files.filter(({ name }) => !name.endsWith(".npz"))
      .map(({ name, content }) => [name, new TextDecoder().decode(contentBytes(content))]),
  );
}

async function script(network: Network, target: ExportTarget, dt?: number): Promise<string> {
  return (await texts(network, target, dt))[`${target}_cobahh.py`];
}

for (const target of simulators) {
  Deno.test(`the script for ${target} has whole lines of Python for every variant`, async () => {
    for (const variant of Object.keys(variants)) {
      const network = buildNetwork(cobaHh({ variant, scale: 0.05, current: 10 }));
      for (const [name, text] of Object.entries(await texts(network, target))) {
        assert(!/undefined|NaN|\[object|null|\t| $/m.test(text), `${variant} ${name}: ${text}`);
        assert(text.split("\n").every((line) => line.length <= 120), `${variant} ${name} has a line too long`);
        assert(!/\n{4}/.test(text), `${variant} ${name} has a gap`);
        assert(text.endsWith("\n"));
      }
    }
  });
}

Deno.test("a script has the network's own parameters, and its effective weights", async () => {
  const parameters = { cM: 201, gL: 11, gNa: 20_001, gK: 6001, eL: -61.5, wE: 8 };
  const network = buildNetwork(cobaHh({ scale: 2, scaling: "weights", parameters }));
  for (const target of simulators) {
    const text = await script(network, target, 0.05);
    for (const value of ["201.0", "11.0", "20001.0", "6001.0", "-61.5", "4.0", "33.5", "0.05"]) {
      assertMatch(text, new RegExp(`[ (]${value.replace(".", "\\.")}(?![\\d.])`), `${target}: ${value}`);
    }
    assertStringIncludes(text, "N_E, N_I = 6400, 1600");
  }
});

Deno.test("a script says what its simulator does otherwise", async () => {
  const headings = async (variant: string, target: ExportTarget) =>
    (await script(buildNetwork(cobaHh({ variant, scale: 0.05 })), target)).split('"""')[1];
  assertMatch(await headings("seed-1", "nest"), /the\s+specification\s+has `crossing` at -20 mV/);
  assert(!(await headings("nest", "nest")).includes("- Spikes:"));
  assertStringIncludes(await headings("brian2", "nest"), "- Initial conductances:");
  assert(!(await headings("seed-1", "nest")).includes("- Initial conductances:"));
  assertMatch(await headings("brian2", "neuron"), /`above` at -20\s+mV with\s+3 ms of/);
  assert(!(await headings("neuron", "neuron")).includes("- Spikes:"));
  for (const target of ["brian2", "brainpy"] as const) {
    assertStringIncludes(await headings("seed-3", target), "reproduces the specification completely");
  }
});

Deno.test("only a network with a stimulus has a script with one", async () => {
  for (const target of simulators) {
    assert((await script(buildNetwork(cobaHh({ variant: "nest", scale: 0.05 })), target)).includes("stimulus_step"));
    assert(!(await script(buildNetwork(cobaHh({ variant: "seed-1", scale: 0.05 })), target)).includes("stimulus_step"));
  }
});

Deno.test("equal networks have equal scripts", async () => {
  const network = () => buildNetwork(cobaHh({ variant: "neuron", scale: 0.05 }));
  for (const target of simulators) assertEquals(await texts(network(), target), await texts(network(), target));
});

Deno.test("NEST has a refractory time where its rule of spikes needs one", async () => {
  const refractory = async (variant: string, ms: number) => {
    const network = buildNetwork(cobaHh({ variant, scale: 0.05, spike: { refractory: ms } }));
    return (await script(network, "nest")).match(/"t_ref": ([\d.]+)/)?.[1];
  };
  assertEquals([await refractory("seed-1", 0), await refractory("brian2", 3)], ["2.0", "3.0"]);
  assertEquals([await refractory("nest", 0), await refractory("nest", 1.5)], ["0.0", "1.5"]);
});
