/**
 * The engine protocol as programs for tests speak it: over standard input and output, one request after the other.
 *
 * @module
 */

import { assembleNetwork, type Network, type NetworkSpec } from "../../mod.ts";
import { ByteReader, EndOfStream } from "../../process/byte_reader.ts";
import { bytesOf, lineOf, parseLine, whole, type WireArray } from "../../process/frame.ts";

/** A request or an answer without its arrays. */
export type Fields = Record<string, unknown>;

/** Arrays by name. */
export type Arrays = Record<string, WireArray>;

/** Writes bytes to standard output. */
export async function write(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}

/** Sends an answer. */
export async function send(fields: Fields, arrays: Arrays = {}): Promise<void> {
  const named = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, whole(array)]));
  await write(lineOf(fields, named));
  for (const array of Object.values(arrays)) await write(bytesOf(array));
}

/** The network of a request `create`. */
export function networkOf(fields: Fields, arrays: Arrays): Network {
  const { rowStart, targets, comingStep: _s, comingNeuron: _n, ...state } = arrays as Record<string, Uint32Array>;
  const pre = new Uint32Array(targets.length);
  for (let i = 0; i + 1 < rowStart.length; i++) pre.fill(i, rowStart[i], rowStart[i + 1]);
  const given = state as unknown as Record<"v", Float64Array>;
  return assembleNetwork(fields.spec as NetworkSpec, { pre, post: targets, state: given });
}

/** Gives every request to `answer`, until standard input ends. */
export async function serve(answer: (fields: Fields, arrays: Arrays) => Promise<void>): Promise<void> {
  const requests = new ByteReader(Deno.stdin.readable);
  try {
    for (;;) {
      const { fields, headers } = parseLine(await requests.line());
      const arrays: Arrays = {};
      for (const { name, type, length } of headers) {
        arrays[name] = type === "u32" ? new Uint32Array(length) : new Float64Array(length);
        await requests.fill(bytesOf(arrays[name]));
      }
      await answer(fields, arrays);
    }
  } catch (error) {
    if (!(error instanceof EndOfStream)) throw error;
  }
}
