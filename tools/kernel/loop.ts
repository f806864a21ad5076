/**
 * The step loop, for one thread or for several. A step: pending spikes are delivered, external events are counted, the
 * update kernel runs, and what fired becomes pending and is logged.
 *
 * With several threads each owns a range of neurons, in a memory of its own, and holds the rows of all neurons as far as
 * their targets lie in its range. Spikes go through a second, shared memory (it is the state that would be slow in shared
 * memory: 10 to 14 %). Their lists are double-buffered by the parity of the step, so one barrier a step is enough: who
 * writes a list of step k + 2 has passed the barrier of step k + 1, which every reader of step k has reached.
 *
 * In the lists of shared memory each thread's part lies where its neurons do. Where spikes are late, lists of their lags are
 * behind them, alike. The addresses are in engine/layout.ts and engine/shared_memory.ts.
 *
 * @module
 */

import {
  BARRIER,
  CACHE_LINE,
  BLOCK,
  FIRSTS_ADDRESS,
  LOST_BIT,
  MINIMUM_PAGES,
  SETTINGS,
  SHARED_COUNTS_ADDRESS,
  SHARED_LIST_BYTES,
  WATCH_SETTINGS,
} from "../../engine/layout.ts";
import { get, plus, set } from "./expressions.ts";
import { lagOf, type Lateness } from "./late.ts";

const global = (name: string): string => `(global.get $${name})`;
const setGlobal = (name: string, value: string): string => `(global.set $${name} ${value})`;

/** Bits of the exponent of a float: all of them are set where it is not finite. */
const INFINITY_BITS = "0x7f800000";

/** Barrier: the last to arrive opens it; the others spin, then sleep. */
const barrier = `
  (func $barrier
    (local $generation i32) (local $spins i32)
    ${set("generation", `(i32.atomic.load 1 offset=${BARRIER.generation} (i32.const 0))`)}
    (if (i32.eq ${plus(`(i32.atomic.rmw.add 1 offset=${BARRIER.arrived} (i32.const 0) (i32.const 1))`, 1)} ${
  global("threads")
})
      (then
        (i32.atomic.store 1 offset=${BARRIER.arrived} (i32.const 0) (i32.const 0))
        (drop (i32.atomic.rmw.add 1 offset=${BARRIER.generation} (i32.const 0) (i32.const 1)))
        (if (i32.atomic.load 1 offset=${BARRIER.sleepers} (i32.const 0))
          (then (drop (memory.atomic.notify 1 offset=${BARRIER.generation} (i32.const 0) (i32.const -1))))))
      (else
        (block $open
          (loop $spin
            (br_if $open (i32.ne (i32.atomic.load 1 offset=${BARRIER.generation} (i32.const 0)) ${get("generation")}))
            ${set("spins", plus(get("spins"), 1))}
            (br_if $spin (i32.or (i32.eqz ${global("maySleep")}) (i32.lt_u ${get("spins")} ${global("spins")}))))
          (drop (i32.atomic.rmw.add 1 offset=${BARRIER.sleepers} (i32.const 0) (i32.const 1)))
          (loop $sleep
            (drop (memory.atomic.wait32 1 offset=${BARRIER.generation} (i32.const 0) ${
  get("generation")
} (i64.const -1)))
            (br_if $sleep (i32.eq (i32.atomic.load 1 offset=${BARRIER.generation} (i32.const 0)) ${get("generation")})))
          (drop (i32.atomic.rmw.sub 1 offset=${BARRIER.sleepers} (i32.const 0) (i32.const 1)))))))`;

/** Address in shared memory of the count of a thread's spikes. */
const sharedCount = (thread: string): string =>
  `(i32.shl (i32.add (i32.mul ${get("parity")} ${global("threads")}) ${thread}) (i32.const ${Math.log2(CACHE_LINE)}))`;

/** Address in shared memory of the list of the thread whose first neuron is `first`. */
const sharedList = (first: string): string =>
  `(i32.add ${global("sharedLists")} (i32.shl (i32.add (i32.mul ${get("parity")} ${
    global("neurons")
  }) ${first}) (i32.const 2)))`;

/** First neuron of thread $k. */
const firstOfThread = `(i32.load offset=${FIRSTS_ADDRESS} (i32.shl ${get("k")} (i32.const 2)))`;

/** Address in shared memory of the lags of the spikes there. */
const sharedLags = (list: string): string =>
  `(i32.add ${list} (i32.shl ${global("neurons")} (i32.const ${Math.log2(SHARED_LIST_BYTES)})))`;

/** Whether something is due after this step: every `every` steps, if at all. */
const isDue = (every: string, phase: string): string =>
  `(if (result i32) ${global(every)}
          (then (i32.eq (i32.rem_u ${global("step")} ${global(every)}) ${global(phase)}))
          (else (i32.const 0)))`;

/** Looks at every potential of the range: LOST_BIT where another number of them is not finite than at the last look, else 0. */
const look = `
  (func $look (result i32)
    (local $at i32) (local $sum v128) (local $lost i32)
    ${set("at", global("block"))}
    (loop $blocks
      ${
  set(
    "sum",
    `(i32x4.sub ${get("sum")} (i32x4.eq
        (v128.and (v128.load offset=${BLOCK.v} ${get("at")}) (v128.const i32x4 ${Array(4).fill(INFINITY_BITS).join(" ")}))
        (v128.const i32x4 ${Array(4).fill(INFINITY_BITS).join(" ")})))`,
  )
}
      ${set("at", `(i32.add ${get("at")} ${global("blockBytes")})`)}
      (br_if $blocks (i32.lt_u ${get("at")} ${global("end")})))
    ${set("lost", [0, 1, 2, 3].map((lane) => `(i32x4.extract_lane ${lane} ${get("sum")})`).reduce((a, b) => plus(a, b)))}
    (i32.ne ${get("lost")} ${global("lost")})
    ${setGlobal("lost", get("lost"))}
    (i32.shl (i32.const ${Math.log2(LOST_BIT)})))`;

/** Copies the watched words into a row of samples, in memory number `memory`. */
const sample = (memory: 0 | 1): string => `
  (func $sample (param $row i32)
    (local $at i32)
    ${set("at", global("watched"))}
    (block $all
      (loop $words
        (br_if $all (i32.ge_u ${get("at")} ${global("watchedEnd")}))
        (i32.store ${memory} (i32.add ${get("row")} (i32.load offset=4 ${get("at")})) (i32.load (i32.load ${get("at")})))
        ${set("at", plus(get("at"), 8))}
        (br $words))))`;

/** What is watched, after the update of a step and before its spikes are published. */
const watch = `
        ${set("lostBit", `(if (result i32) ${isDue("lookEvery", "lookPhase")} (then (call $look)) (else (i32.const 0)))`)}
        (if ${isDue("sampleEvery", "samplePhase")}
          (then
            (call $sample ${get("row")})
            ${set("row", `(i32.add ${get("row")} ${global("rowBytes")})`)}))`;

/** Publishes this thread's spikes, waits for the others', and gathers all of them at $cursor, in order of neurons. */
const exchange = ({ isLate }: Lateness): string => `
        ${set("parity", `(i32.and ${global("step")} (i32.const 1))`)}
        ${
  set(
    "next",
    `(call $update ${global("block")} ${global("end")} ${global("counts")} ${global("own")} ${global("first")})`,
  )
}
        ${watch}
        ${set("bytes", `(i32.sub ${get("next")} ${global("own")})`)}
        (memory.copy 1 0 ${sharedList(global("first"))} ${global("own")} ${get("bytes")})${
  isLate
    ? `
        (memory.copy 1 0 ${sharedLags(sharedList(global("first")))} ${lagOf(global("own"))} ${get("bytes")})`
    : ""
}
        (i32.atomic.store 1 offset=${SHARED_COUNTS_ADDRESS} ${sharedCount(global("thread"))} (i32.or ${
  get("bytes")
} ${get("lostBit")}))
        (call $barrier)
        ${set("next", get("cursor"))}
        ${set("k", "(i32.const 0)")}
        (loop $gather
          ${set("bytes", `(i32.atomic.load 1 offset=${SHARED_COUNTS_ADDRESS} ${sharedCount(get("k"))})`)}
          ${set("lostBit", `(i32.or ${get("lostBit")} (i32.and ${get("bytes")} (i32.const ${-LOST_BIT})))`)}
          ${set("bytes", `(i32.and ${get("bytes")} (i32.const ${LOST_BIT - 1}))`)}
          (memory.copy 0 1 ${get("next")} ${sharedList(firstOfThread)} ${get("bytes")})${
  isLate
    ? `
          (memory.copy 0 1 ${lagOf(get("next"))} ${sharedLags(sharedList(firstOfThread))} ${get("bytes")})`
    : ""
}
          ${set("next", plus(get("next"), get("bytes")))}
          ${set("k", plus(get("k"), 1))}
          (br_if $gather (i32.lt_u ${get("k")} ${global("threads")})))`;

const updateInPlace = `
        ${
  set(
    "next",
    `(call $update ${global("block")} ${global("end")} ${global("counts")} ${get("cursor")} ${global("first")})`,
  )
}
        ${watch}`;

/**
 * The module. `init` takes the settings; `setStep`, `setPending` and `setEvents` what may change between runs, and `watch`
 * what is watched in them; `run` does at most so many steps, fewer where the log might overflow or a potential is newly not
 * finite, and returns how many; `isLost` says whether the latter has ended it.
 */
export function loopModule({ isThreaded, isLate }: Lateness & { readonly isThreaded: boolean }): string {
  return `(module
  (import "env" "memory" (memory ${MINIMUM_PAGES}))
  ${isThreaded ? `(import "env" "shared" (memory 1 65536 shared))` : ""}
  (import "env" "update" (func $update (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "deliver" (func $deliver (param i32 i32 i32 i32 i32)))
  ${SETTINGS.map((name) => `(global $${name} (mut i32) (i32.const 0))`).join("\n  ")}
  (global $step (mut i32) (i32.const 0))
  (global $pendingEnd (mut i32) (i32.const 0))
  (global $event (mut i32) (i32.const 0))
  (global $eventEnd (mut i32) (i32.const 0))
  ${WATCH_SETTINGS.map((name) => `(global $${name} (mut i32) (i32.const 0))`).join("\n  ")}
  (global $isLost (mut i32) (i32.const 0))
  ${isThreaded ? barrier : ""}${look}${sample(isThreaded ? 1 : 0)}
  (func (export "init") ${SETTINGS.map((name) => `(param $${name} i32)`).join(" ")}
    ${SETTINGS.map((name) => setGlobal(name, get(name))).join("\n    ")}
    ${setGlobal("pendingEnd", get("pending"))})
  (func (export "setPending") (param $bytes i32) ${setGlobal("pendingEnd", plus(global("pending"), get("bytes")))})
  (func (export "pendingBytes") (result i32) (i32.sub ${global("pendingEnd")} ${global("pending")}))
  (func (export "setEvents") (param $event i32) (param $eventEnd i32)
    ${setGlobal("event", get("event"))} ${setGlobal("eventEnd", get("eventEnd"))})
  (func (export "watch") ${WATCH_SETTINGS.map((name) => `(param $${name} i32)`).join(" ")}
    ${WATCH_SETTINGS.map((name) => setGlobal(name, get(name))).join("\n    ")})
  (func (export "isLost") (result i32) ${global("isLost")})
  (func (export "run") (param $steps i32) (result i32)
    (local $done i32) (local $cursor i32) (local $logged i32) (local $list i32) (local $listEnd i32) (local $next i32)
    (local $at i32) (local $parity i32) (local $bytes i32) (local $k i32)
    (local $lostBit i32) (local $row i32)
    ${set("row", global("samples"))}
    ${set("cursor", global("log"))}
    ${set("logged", global("log"))}
    ${set("list", global("pending"))}
    ${set("listEnd", global("pendingEnd"))}
    (block $enough
      (loop $steps
        (br_if $enough (i32.ge_u ${get("done")} ${get("steps")}))
        (br_if $enough (i32.gt_u ${plus(get("logged"), `(i32.shl ${global("neurons")} (i32.const 2))`)} ${
    global("logEnd")
  }))
        (call $deliver ${get("list")} ${get("listEnd")} ${global("rows")} ${global("counts")} ${global("excitatory")})
        (block $noMore
          (loop $events
            (br_if $noMore (i32.ge_u ${global("event")} ${global("eventEnd")}))
            (br_if $noMore (i32.ne (i32.load ${global("event")}) ${global("step")}))
            ${set("at", plus(global("counts"), `(i32.shl (i32.load offset=4 ${global("event")}) (i32.const 2))`))}
            (i32.store ${get("at")} (i32.add (i32.load ${get("at")}) (i32.const 1)))
            ${setGlobal("event", plus(global("event"), 8))}
            (br $events)))
        ${isThreaded ? exchange({ isLate }) : updateInPlace}
        ${set("list", get("cursor"))}
        ${set("listEnd", get("next"))}
        (i32.store ${plus(global("logCounts"), `(i32.shl ${get("done")} (i32.const 2))`)}
          (i32.shr_u (i32.sub ${get("next")} ${get("cursor")}) (i32.const 2)))
        ${set("logged", `(i32.add ${get("logged")} (i32.sub ${get("next")} ${get("cursor")}))`)}
        (if ${global("isLogging")} (then ${set("cursor", get("next"))}))
        ${setGlobal("step", plus(global("step"), 1))}
        ${set("done", plus(get("done"), 1))}
        (br_if $steps (i32.eqz ${get("lostBit")}))))
    ${setGlobal("isLost", `(i32.ne ${get("lostBit")} (i32.const 0))`)}
    (memory.copy ${global("pending")} ${get("list")} (i32.sub ${get("listEnd")} ${get("list")}))${
    isLate
      ? `
    (memory.copy ${lagOf(global("pending"))} ${lagOf(get("list"))} (i32.sub ${get("listEnd")} ${get("list")}))`
      : ""
  }
    ${setGlobal("pendingEnd", plus(global("pending"), `(i32.sub ${get("listEnd")} ${get("list")})`))}
    ${get("done")}))`;
}
