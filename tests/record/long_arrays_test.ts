/** Recordings whose text is written and read in pieces. */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  recordingFromJson,
  recordingFromJsonPieces,
  recordingToJson,
  recordingToJsonPieces,
  spikesOf,
  spikesToCsv,
  spikesToCsvPieces,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { recording } from "./recordings.ts";

/** The bytes in pieces of these lengths, again and again. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, k = 0; at < bytes.length; k++) pieces.push(bytes.subarray(at, at += lengths[k % lengths.length]));
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

Deno.test("a recording in pieces is the text that JSON.stringify gives", () => {
  const word = (x: number) => Object.is(x, -0) ? "-0" : Number.isFinite(x) ? x : String(x);
  const replacer = (_key: string, value: unknown) =>
    value instanceof Float64Array ? Array.from(value, word) : value instanceof Uint32Array ? Array.from(value) : value;
  fc.assert(
    fc.property(recording(), fc.integer({ min: 1, max: 9 }), (saved, numbers) => {
      const content = { format: "cobahh recording", formatVersion: 2, ...saved };
      assertEquals([...recordingToJsonPieces(saved, numbers)].join(""), JSON.stringify(content, replacer) + "\n");
    }),
    PROPERTY,
  );
});

Deno.test("a recording is read from pieces of any length, whatever its strings say", async () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('"step":[', '\\"values" : [ 1', "]", "[1,2", "\\", 'neuron":[0]'));
  await fc.assert(
    fc.asyncProperty(recording(), name, lengths, async (saved, method, lengths) => {
      const named = { ...saved, provenance: { ...saved.provenance, method } };
      const bytes = new TextEncoder().encode(recordingToJson(named));
      assertEquals(await recordingFromJsonPieces(cut(bytes, lengths)), named);
    }),
    PROPERTY,
  );
});

Deno.test("spaces between tokens, and escapes in keys, do not matter", async () => {
  await fc.assert(
    fc.asyncProperty(recording(), lengths, async (saved, lengths) => {
      const spaced = JSON.stringify(JSON.parse(recordingToJson(saved)), null, "\t \n").replaceAll(
        '"step"',
        '"st\\u0065p"',
      );
      assertEquals(await recordingFromJsonPieces(cut(new TextEncoder().encode(spaced), lengths)), saved);
    }),
    PROPERTY,
  );
});

Deno.test("spikes.csv in pieces is the text as a whole", () => {
  fc.assert(
    fc.property(
      recording().filter((one) => spikesOf(one) !== undefined),
      fc.integer({ min: 1, max: 9 }),
      (one, lines) => {
        assertEquals([...spikesToCsvPieces(one, lines)].join(""), spikesToCsv(one));
      },
    ),
    PROPERTY,
  );
});

const TEXT = '{"format":"cobahh recording","formatVersion":1,"spikes":{"step":[0,1],"neuron":[2,3]},"traces":[]}';

Deno.test("arrays that are not of their numbers are refused in words", async () => {
  const spoilt = [
    ["[0,1]", "[0,1", "."],
    ["[0,1]", "[0,1,]", "."],
    ["[0,1]", "[,0,1]", "."],
    ["[0,1]", "[0,,1]", "."],
    ["[0,1]", "[0,-1]", "step must hold integers in \\[0, 2\\^32\\), received -1"],
    ["[0,1]", "[0,1.5]", "step must hold integers in \\[0, 2\\^32\\), received 1.5"],
    ["[0,1]", "[0,4294967296]", "step must hold integers in \\[0, 2\\^32\\), received 4294967296"],
    ["[0,1]", "[0,null]", "step must hold integers in \\[0, 2\\^32\\), received null"],
    ["[0,1]", '[0,"1"]', 'step must hold integers in \\[0, 2\\^32\\), received "1"'],
    ["[0,1]", "[0,[1]]", "."],
    ["[0,1]", "[0,{}]", "step must hold integers"],
    ["[0,1]", "[0 1]", "."],
    ["[]}", '[{"values":[1,"Nan"]}]}', 'values must hold numbers, received "Nan"'],
    ["[]}", '[{"values":[1,true]}]}', "values must hold numbers, received true"],
    ["[]}", '[{"values":[1', "an array of values does not end"],
  ];
  for (const [from, to, words] of spoilt) {
    const text = TEXT.replace(from, to), bytes = new TextEncoder().encode(text);
    const complaint = new RegExp(`^Cannot read recording: valid JSON is required, .*(${words})`);
    for (
      const error of [
        assertThrows(() => recordingFromJson(text), SyntaxError),
        await assertRejects(() => recordingFromJsonPieces(cut(bytes, [1])), SyntaxError),
      ]
    ) assertEquals(complaint.test(error.message), true, `${to}: ${error.message}`);
  }
});

Deno.test("bytes that are not UTF-8 are refused in words", async () => {
  for (const bytes of [[0xff, 0xfe], [0x7b, 0xc3]]) {
    await assertRejects(
      () => recordingFromJsonPieces([Uint8Array.from(bytes)]),
      SyntaxError,
      "Cannot read recording: valid JSON is required, text in UTF-8 is required",
    );
  }
});
