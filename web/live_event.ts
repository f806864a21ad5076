/**
 * What is done to a network while it runs, as a link says it: `then=200:wI:0;350.5:kick:all`.
 *
 * @module
 */

import { type NetworkSpec, validateSpec } from "../model/mod.ts";
import type { Intervention } from "./live_simulation.ts";
import { parseNumber, parseValue, valueText } from "./value_text.ts";

/** What can be changed: values of the specification, and a kick. */
export const LIVE_NAMES = ["wE", "wI", "current", "stimulus", "kick"] as const;

/** One of them. */
export type LiveName = typeof LIVE_NAMES[number];

/** Something that is done at a time. */
export interface LiveEvent {
  /** Simulated time [ms]. */
  readonly time: number;
  readonly name: LiveName;
  /** The new value; of a kick, the neuron or `all`. */
  readonly text: string;
}

/** What a kick raises potentials by [mV]: enough for a spike. */
export const KICK = 20;

/** The events as text. */
export function eventsText(events: readonly LiveEvent[]): string {
  return events.map(({ time, name, text }) => `${time}:${name}:${text}`).join(";");
}

/**
 * The events that a text says, for a network of that many neurons; `spec` is what they change.
 * @throws {SyntaxError} where one is of no such form.
 * @throws {RangeError} where one cannot be done.
 */
export function parseEvents(text: string, spec: NetworkSpec, neurons: number): LiveEvent[] {
  const events = text.split(";").map((part): LiveEvent => {
    const [, time, name, value] = part.match(/^([^:]*):(\w+):(.*)$/s) ?? [];
    if (!LIVE_NAMES.includes(name as LiveName)) {
      throw new SyntaxError(
        `must be time:name:value with one of ${LIVE_NAMES.join(", ")}, received ${JSON.stringify(part)}`,
      );
    }
    const at = parseNumber(time);
    if (at < 0) throw new RangeError(`must have times of at least 0 ms, received ${time}`);
    const event: LiveEvent = { time: at, name: name as LiveName, text: value };
    const what = interventionOf(event, spec);
    if (what.kind === "change") return { ...event, text: valueText(valueIn(what.spec, event.name)) };
    if (what.neuron !== undefined && !(Number.isInteger(what.neuron) && what.neuron >= 0 && what.neuron < neurons)) {
      throw new RangeError(`must kick all or a neuron in [0, ${neurons}), received ${value}`);
    }
    return event;
  });
  return events.sort((a, b) => a.time - b.time);
}

/**
 * What an event does to a network of this specification.
 * @throws {Error} where its value cannot be had.
 */
export function interventionOf({ name, text }: LiveEvent, spec: NetworkSpec): Intervention {
  if (name === "kick") {
    return text === "all" ? { kind: "kick", by: KICK } : { kind: "kick", neuron: parseNumber(text), by: KICK };
  }
  const value = parseValue(text, valueIn(spec, name));
  const changed = name === "wE" || name === "wI"
    ? { ...spec, parameters: { ...spec.parameters, [name]: value } }
    : { ...spec, [name]: value } as NetworkSpec;
  return { kind: "change", spec: validateSpec(changed) };
}

/** The value of a specification that such an event changes. */
export function valueIn(spec: NetworkSpec, name: LiveName): number | { readonly kind: string } {
  if (name === "wE" || name === "wI") return spec.parameters[name];
  return name === "stimulus" ? spec.stimulus : spec.current;
}

/** The setting that such an event changes, by its name in a link. */
export function settingOf(name: LiveName): string {
  return name === "wE" || name === "wI" ? `parameters.${name}` : name;
}
