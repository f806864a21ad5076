import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { contentBytes, networkFromNpz, networkToNpz, npzFromBytes, npzToBytes } from "../../interchange/mod.ts";
import { assembleNetwork, buildNetwork, cobaHh, stimulusEvents, variants } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertSameNetwork, network } from "./networks.ts";

/** What a file of 4000 neurons and 320,000 synapses may have. */
const LARGEST = 1_000_000;

Deno.test("NPZ gives back the network, bit for bit", () => {
  fc.assert(
    fc.property(
      network(),
      (network) => assertSameNetwork(networkFromNpz(contentBytes(networkToNpz(network))), network),
    ),
    PROPERTY,
  );
});

for (const variant of Object.keys(variants)) {
  Deno.test(`the network of ${variant} at scale 1 is a file smaller than ${LARGEST} bytes, always of the same bytes`, () => {
    const network = buildNetwork(cobaHh({ variant }));
    const bytes = contentBytes(networkToNpz(network));
    assertLess(bytes.length, LARGEST);
    assertSameNetwork(networkFromNpz(bytes), network);
    assertEquals(contentBytes(networkToNpz(network)), bytes);
  });
}

Deno.test("targets have 4 bytes where 2 do not tell neurons apart", () => {
  for (const neurons of [65_536, 65_537]) {
    const last = neurons - 1;
    const network = assembleNetwork(cobaHh({ populations: { excitatory: last, inhibitory: 1 } }), {
      pre: Uint32Array.of(last, 0),
      post: Uint32Array.of(0, last),
    });
    const bytes = contentBytes(networkToNpz(network));
    const { values } = npzFromBytes(bytes).get("indices")!;
    assertEquals(values.BYTES_PER_ELEMENT, neurons <= 65_536 ? 2 : 4);
    assertSameNetwork(networkFromNpz(bytes), network);
  }
});

Deno.test("rows longer than a piece of the file come back", () => {
  const neurons = 300, all = Uint32Array.from({ length: neurons * neurons }, (_, k) => k);
  const repeats = 3; // 90,000 targets of neuron 0
  const network = assembleNetwork(cobaHh({ populations: { excitatory: 200, inhibitory: 100 } }), {
    pre: new Uint32Array(repeats * all.length).fill(0).map((_, k) => k % 7 === 0 ? k % neurons : 0),
    post: new Uint32Array(repeats * all.length).map((_, k) => k % neurons),
  });
  assertGreater(network.connectivity.targets(0).length, 65_536);
  assertSameNetwork(networkFromNpz(contentBytes(networkToNpz(network))), network);
});

Deno.test("a network is written while its rows are made: one row at a time", () => {
  const { connectivity, ...rest } = buildNetwork(cobaHh());
  let asked = 0;
  const watched = {
    ...connectivity,
    targets(i: number) {
      asked++;
      return connectivity.targets(i);
    },
  };
  let written = 0;
  const askedAt: number[] = [];
  for (const piece of networkToNpz({ ...rest, connectivity: watched })) {
    written += piece.length;
    askedAt.push(asked);
  }
  assertEquals(asked, 4000);
  // Rows are asked for all along, not before the first piece of bytes.
  assert(new Set(askedAt).size > 4, `rows were asked for at ${askedAt}`);
  assertGreater(written, 100_000);
});

Deno.test("the stimulus is there as steps and targets", () => {
  const network = buildNetwork(cobaHh({ variant: "nest" }));
  for (const dt of [0.1, 0.05]) {
    const arrays = npzFromBytes(contentBytes(networkToNpz(network, { dt })));
    const events = stimulusEvents(network, dt);
    assertGreater(events.step.length, 100);
    assertEquals(arrays.get("stimulus_step")?.values, events.step);
    assertEquals(arrays.get("stimulus_target")?.values, events.neuron);
    assertEquals(arrays.get("dt")?.values, Float64Array.of(dt));
  }
});

Deno.test("a file of another program needs rows only, with a specification for the rest", () => {
  const spec = cobaHh({ variant: "seed-3", populations: { excitatory: 2, inhibitory: 1 } });
  const bytes = npzToBytes({
    indices: { shape: [3], values: Int32Array.of(2, 0, 1) },
    indptr: { shape: [4], values: Int32Array.of(0, 2, 2, 3) },
    v: { shape: [3], values: Float32Array.of(-60, -61, -62) },
  });
  const expected = assembleNetwork(spec, {
    pre: Uint32Array.of(0, 0, 2),
    post: Uint32Array.of(0, 2, 1),
    state: { v: Float64Array.of(-60, -61, -62) },
  });
  assertSameNetwork(networkFromNpz(bytes, spec), expected);
});

Deno.test("a file that is no network is refused with what is required and what came", () => {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 } });
  const whole = npzFromBytes(
    contentBytes(networkToNpz(assembleNetwork(spec, { pre: Uint32Array.of(0), post: Uint32Array.of(1) }))),
  );
  const refuses = (changes: Record<string, number[] | undefined>, complaint: string) => {
    const arrays = new Map(whole);
    for (const [name, values] of Object.entries(changes)) {
      if (values === undefined) arrays.delete(name);
      else arrays.set(name, { shape: [values.length], values: Float64Array.from(values) });
    }
    assertThrows(() => networkFromNpz(npzToBytes(Object.fromEntries(arrays))), Error, complaint);
  };
  refuses(
    { indices: undefined },
    "Cannot read network: an array indices of one axis is required, received the arrays spec_json",
  );
  refuses({ spec_json: undefined }, "the array spec_json or a specification is required, received neither");
  refuses({ indptr: [0, 1, 1, 2] }, "indptr must ascend from 0 to the number of indices, 1, received 2 at its end");
  refuses({ indptr: [0, 1, 0, 1] }, "received 0 as entry 2");
  refuses({ indptr: [1, 1, 1, 1] }, "received 1 as entry 0");
  refuses({ indptr: [0, 0, 1] }, "indptr must have 4 entries for 3 neurons, received 3");
  refuses({ indices: [-1] }, "targets must be integers of at least 0, received -1");
  refuses({ indices: [3] }, "post must be in [0, 3), received 3");
  refuses({ v: [1, 2] }, "v must have 3 entries for 3 neurons, received 2");
  refuses({ wE: [7] }, "wE must be 6 as in its specification, received 7");
  refuses({ excitatory: [3] }, "excitatory must be 2 as in its specification, received 3");
});
