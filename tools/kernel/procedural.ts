/**
 * Delivery without stored targets: the row of a neuron that fires is made again, exactly as model/connection_rules.ts makes it.
 *
 * @module
 */

import { PROCEDURAL } from "../../engine/procedural_layout.ts";
import { dealtFunction, walkFunction } from "./dealt.ts";
import { DRAW_LOCALS, drawsOf, type EachDraw, header, MIX_CONSTANTS, refuseUneven } from "./draws.ts";
import { get, plus, set } from "./expressions.ts";
import type { Lateness } from "./late.ts";
import { arriveAt, overSpikes } from "./over_spikes.ts";

/** The choices that make a kernel for drawn rows its own: tests of them would cost as much as the rest. */
interface DrawnVariant extends Lateness {
  /** Whether targets may repeat. */
  readonly repeats: boolean;
  /** Whether a neuron is left out of its own row. */
  readonly excludesSelf: boolean;
}

/** One of four draws of a drawn row that is delivered: refused where it is uneven or already there. */
function delivered({ repeats, excludesSelf, isLate }: DrawnVariant): EachDraw {
  const mark = `${set("at", plus(get("marks"), `(i32.shl ${get("target")} (i32.const 2))`))}
              (br_if $refused (i32.eq (i32.load ${get("at")}) ${get("mark")}))
              (i32.store ${get("at")} ${get("mark")})`;
  const beyondSelf = `(i32.ge_u ${get("target")} ${get("self")})`;
  return ({ lane, isAnyUneven }) => `
            (block $refused
              ${isAnyUneven ? refuseUneven(lane) : ""}
              ${set("target", `(i32x4.extract_lane ${lane} ${get("high")})`)}
              ${repeats ? "" : mark}
              ${set("target", plus(get("target"), excludesSelf ? plus(get("base"), beyondSelf) : get("base")))}
              ${arriveAt(get("target"), { isLate })}
              ${set("wanted", `(i32.sub ${get("wanted")} (i32.const 1))`)}
              (br_if $full (i32.eqz ${get("wanted")})))`;
}

/** Sets $mark to the next mark, and clears all marks after the last one. */
const nextMark = `${set("marks", header(PROCEDURAL.marks))}
          ${set("mark", plus(header(PROCEDURAL.mark), 1))}
          (if (i32.eqz ${get("mark")})
            (then
              (memory.fill ${get("marks")} (i32.const 0) ${header(PROCEDURAL.markBytes)})
              ${set("mark", "(i32.const 1)")}))
          (i32.store offset=${PROCEDURAL.mark} ${get("rows")} ${get("mark")})`;

const drawnFunction = (variant: DrawnVariant): string =>
  overSpikes(
    `deliver_drawn${variant.repeats ? "_repeats" : ""}${variant.excludesSelf ? "_others" : ""}`,
    variant,
    `(local $mark i32) (local $marks i32) ${DRAW_LOCALS}`,
    MIX_CONSTANTS,
    drawsOf(variant.excludesSelf, variant.repeats ? "" : nextMark, delivered(variant)),
  );

/** The functions of the module. */
export const proceduralFunctions = (lateness: Lateness): readonly string[] => [
  ...[false, true].flatMap((repeats) =>
    [false, true].map((excludesSelf) => drawnFunction({ repeats, excludesSelf, ...lateness }))
  ),
  walkFunction,
  dealtFunction(lateness),
];
