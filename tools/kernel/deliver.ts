/**
 * The delivery kernels: count spikes at their targets. A count is a 32-bit word per neuron, excitatory arrivals in its lower
 * half and inhibitory ones in its upper half. One kernel per format of the rows of targets:
 *
 * - `u16`: targets as 16-bit integers, 2 bytes a synapse, up to 65,536 neurons;
 * - `drawn`, `dealt`: no bytes; the row is made again (procedural.ts);
 * - `gaps8`, `gaps16`: distance of each target from the one before (the first from 0); the largest value moves on without
 *   a target: 1 or 2 bytes a synapse, any number of neurons.
 *
 * Before eight rows are delivered, the beginnings of all of them are touched: WebAssembly has no prefetch, and misses then
 * overlap (up to -45 % where rows lie far apart).
 *
 * @module
 */

import { MINIMUM_PAGES, SINK_ADDRESS } from "../../engine/layout.ts";
import { get, plus, set } from "./expressions.ts";
import { arriveLate, beginLate, LATE_DELIVERY_LOCALS, type Lateness, shareOfSpike } from "./late.ts";
import { proceduralFunctions } from "./procedural.ts";

/** Rows that are touched at a time. */
const TOUCHED = 8;

/** Bytes of a row that are touched: the hardware streams in what follows. */
const TOUCHED_BYTES = [0, 64, 128];

/** Adds one arrival at the target, and what it has lost where spikes are late. */
const arrival = ({ isLate }: Lateness) => (target: string): string =>
  `${set("at", plus(get("counts"), `(i32.shl ${target} (i32.const 2))`))}
          (i32.store offset=0 ${get("at")} (i32.add (i32.load offset=0 ${get("at")}) ${get("one")}))${
    isLate ? arriveLate : ""
  }`;

type Arrive = ReturnType<typeof arrival>;

/** Reads the row from $row to $end. */
const readers: Readonly<Record<string, (arrive: Arrive) => string>> = {
  u16: (arrive) => `
        (block $short
          (loop $fours
            (br_if $short (i32.gt_u ${plus(get("row"), 8)} ${get("end")}))
            ${set("four", `(i64.load align=2 ${get("row")})`)}
            ${arrive(`(i32.and (i32.wrap_i64 ${get("four")}) (i32.const 65535))`)}
            ${arrive(`(i32.shr_u (i32.wrap_i64 ${get("four")}) (i32.const 16))`)}
            ${set("four", `(i64.shr_u ${get("four")} (i64.const 32))`)}
            ${arrive(`(i32.and (i32.wrap_i64 ${get("four")}) (i32.const 65535))`)}
            ${arrive(`(i32.shr_u (i32.wrap_i64 ${get("four")}) (i32.const 16))`)}
            ${set("row", plus(get("row"), 8))}
            (br $fours)))
        (block $over
          (loop $ones
            (br_if $over (i32.ge_u ${get("row")} ${get("end")}))
            ${arrive(`(i32.load16_u ${get("row")})`)}
            ${set("row", plus(get("row"), 2))}
            (br $ones)))`,
  gaps8: (arrive) => gapReader(1, arrive),
  gaps16: (arrive) => gapReader(2, arrive),
};

function gapReader(bytes: 1 | 2, arrive: Arrive): string {
  const load = bytes === 1 ? "i32.load8_u" : "i32.load16_u";
  const skip = bytes === 1 ? 255 : 65535;
  return `
        ${set("target", "(i32.const 0)")}
        (block $over
          (loop $ones
            (br_if $over (i32.ge_u ${get("row")} ${get("end")}))
            ${set("gap", `(${load} ${get("row")})`)}
            ${set("target", plus(get("target"), get("gap")))}
            ${set("row", plus(get("row"), bytes))}
            (br_if $ones (i32.eq ${get("gap")} (i32.const ${skip})))
            ${arrive(get("target"))}
            (br $ones)))`;
}

/** Address of row number `neuron`, from the table of row addresses. */
const rowOf = (neuron: string, offset = 0): string =>
  `(i32.load offset=${offset} ${plus(get("rows"), `(i32.shl ${neuron} (i32.const 2))`)})`;

/**
 * Delivers the spikes of the neurons in $list … $listEnd. $rows is a table of addresses, one per presynaptic neuron and one
 * more; neurons below $excitatory are excitatory.
 */
function deliverFunction(format: string, { isLate }: Lateness): string {
  const touches = TOUCHED_BYTES.map((offset) =>
    set("sink", plus(get("sink"), `(i32.load8_u offset=${offset} ${get("row")})`))
  );
  return `
  (func (export "deliver_${format}")
    (param $list i32) (param $listEnd i32) (param $rows i32) (param $counts i32) (param $excitatory i32)
    (local $batchEnd i32) (local $ahead i32) (local $neuron i32) (local $row i32) (local $end i32) (local $one i32)
    (local $at i32) (local $four i64) (local $target i32) (local $gap i32) (local $sink i32)${
    isLate ? LATE_DELIVERY_LOCALS + beginLate : ""
  }
    (block $done
      (loop $batches
        (br_if $done (i32.ge_u ${get("list")} ${get("listEnd")}))
        ${set("batchEnd", plus(get("list"), 4 * TOUCHED))}
        (if (i32.gt_u ${get("batchEnd")} ${get("listEnd")}) (then ${set("batchEnd", get("listEnd"))}))
        ${set("ahead", get("list"))}
        (loop $touch
          ${set("row", rowOf(`(i32.load ${get("ahead")})`))}
          ${touches.join("\n          ")}
          ${set("ahead", plus(get("ahead"), 4))}
          (br_if $touch (i32.lt_u ${get("ahead")} ${get("batchEnd")})))
        (loop $spikes
          ${set("neuron", `(i32.load ${get("list")})`)}
          ${
    set(
      "one",
      `(select (i32.const 1) (i32.const 65536) (i32.lt_u ${get("neuron")} ${get("excitatory")}))`,
    )
  }
          ${isLate ? shareOfSpike : ""}${set("row", rowOf(get("neuron")))}
          ${set("end", rowOf(get("neuron"), 4))}
          ${readers[format](arrival({ isLate }))}
          ${set("list", plus(get("list"), 4))}
          (br_if $spikes (i32.lt_u ${get("list")} ${get("batchEnd")})))
        (br $batches)))
    (i32.store offset=${SINK_ADDRESS} (i32.const 0) ${get("sink")}))`;
}

/** The module with a kernel per format; where spikes are late, they have another of the same names (late.ts). */
export function deliverModule(lateness: Lateness): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${Object.keys(readers).map((format) => deliverFunction(format, lateness)).join("\n")}
  ${proceduralFunctions(lateness).join("\n")})`;
}
