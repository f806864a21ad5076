/**
 * Ids that were recorded, where a file of spikes says so: a neuron that is not among them has no spikes, and is not silent.
 *
 * | file   | where                                                                                        |
 * | ------ | -------------------------------------------------------------------------------------------- |
 * | text   | comments before the rows: PyNN's `first_id = 0`, `last_id = 499`; NEST's NodeCollection, `first=1, last=500`; `recorded: 1-500,3201-3700` |
 * | NPZ    | an array `recorded`, `recorded_ids` or `recorded_neurons`                                     |
 * | SONATA | `mapping/node_ids` in the group of a population, as in the format's reports                  |
 *
 * @module
 */

import type { SpikeTimes } from "./spike_times.ts";

/** Names of an array of them. */
export const RECORDED_NAMES: readonly string[] = ["recorded", "recorded_ids", "recorded_neurons"];

/** Most ids that a range may have. */
const MOST = 1e8;

type Range = readonly [from: number, to: number];

/** The ranges of ids that comments say, by the file's own numbers; none where they say nothing of it. */
export function rangesIn(comments: readonly string[]): Range[] {
  const text = comments.join("\n");
  const numberOf = (name: string) => {
    const [, value] = RegExp(`^[#%\\s]*${name}\\s*[=:]\\s*(\\d{1,9})\\s*$`, "im").exec(text) ?? [];
    return value === undefined ? undefined : Number(value);
  };
  const first = numberOf("first_id"), last = numberOf("last_id");
  const collections = Array.from(text.matchAll(/\bfirst\s*=\s*(\d{1,9}),\s*last\s*=\s*(\d{1,9})/g));
  const [, list = ""] = /^[#%\s]*(?:recorded|senders)\s*[:=]\s*([\d\s,-]+)$/im.exec(text) ?? [];
  const ranges: Range[] = [
    ...(first === undefined || last === undefined ? [] : [[first, last] as const]),
    ...collections.map(([, from, to]) => [Number(from), Number(to)] as const),
    ...Array.from(list.matchAll(/(\d{1,9})(?:\s*-\s*(\d{1,9}))?/g), ([, from, to = from]) => {
      return [Number(from), Number(to)] as const;
    }),
  ];
  return ranges.filter(([from, to]) => from <= to && to - from < MOST);
}

/**
 * The ids in these ranges, counted from the first index; undefined where spikes are of others, so that the ranges mean
 * something else. PyNN may count the neurons of its only range from 0.
 */
export function recordedIn(
  ranges: readonly Range[],
  { neuron }: SpikeTimes,
  firstIndex: number,
): Uint32Array | undefined {
  if (ranges.length === 0) return undefined;
  const [[first, last]] = ranges;
  const relative: readonly Range[] = ranges.length === 1 ? [[firstIndex, firstIndex + last - first]] : [];
  for (const candidate of [ranges, relative]) {
    const ids = new Set(candidate.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, k) => from + k)));
    const isOfThese = candidate.length > 0 && neuron.every((i) => ids.has(i + firstIndex));
    if (isOfThese) return Uint32Array.from([...ids].map((id) => id - firstIndex).filter((id) => id >= 0)).sort();
  }
  return undefined;
}

/** The ids of a list, counted from the first index; undefined where spikes are of others. */
export function recordedOf(
  ids: ArrayLike<number | bigint>,
  { neuron }: SpikeTimes,
  firstIndex: number,
): Uint32Array | undefined {
  const all = new Set(Array.from(ids, (id) => Number(id) - firstIndex));
  const isRight = all.size > 0 && [...all].every((id) => Number.isInteger(id) && id >= 0) &&
    neuron.every((i) => all.has(i));
  return isRight ? Uint32Array.from(all).sort() : undefined;
}

/** A note on them. */
export function recordedWords({ length }: Uint32Array): string {
  return `only ${length.toLocaleString("en-US")} neurons were recorded, as the file says (--recorded)`;
}
