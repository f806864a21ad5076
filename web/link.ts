/**
 * Settings as the query of a link, and back: only what is different from the defaults, so that a short link stays short.
 * A setting that cannot be used is reported, and its default is kept.
 *
 * @module
 */

import { methodOf, populationSizes } from "../model/mod.ts";
import { stepsOf } from "../record/mod.ts";
import { pageMemory, whyTooLarge } from "./capacity.ts";
import { eventsText, parseEvents, settingOf } from "./live_event.ts";
import { DEFAULTS, type Settings, WINDOWS } from "./settings.ts";
import { type Complaint, SPEC_NAMES, specFromTexts, specToTexts } from "./spec_text.ts";
import { parseNumber } from "./value_text.ts";

/** Names of the settings beside the specification's. */
const OTHER_NAMES = ["method", "dt", "threads", "stop", "speed", "window", "neuron", "then", "versus"];

/** Settings of the first network that the second may have differently. */
export const AXES: readonly string[] = [...SPEC_NAMES.filter((name) => name !== "seed"), "method", "dt"];

/** Most threads that may be asked for. */
const MOST_THREADS = 64;

/** Longest time step [ms]. */
const LONGEST_DT = 5;

/** The texts of a link by their names. */
export type Texts = ReadonlyMap<string, string>;

/** The settings in a link, and what is wrong with it. */
export interface ReadLink {
  readonly settings: Settings;
  /** What could not be had. */
  readonly complaints: Complaint[];
}

/** The texts of what is different from the defaults. */
export function textsOf(settings: Settings): Map<string, string> {
  const { spec, method, dt, threads, stop, speed, window, neuron, then = [], versus } = settings;
  const texts = specToTexts(spec);
  if (spec.variant === DEFAULTS.spec.variant) texts.delete("variant");
  if (method !== DEFAULTS.method) texts.set("method", method);
  if (dt !== DEFAULTS.dt) texts.set("dt", String(dt));
  if (threads !== DEFAULTS.threads) texts.set("threads", String(threads));
  if (stop !== undefined) texts.set("stop", String(stop));
  if (speed !== DEFAULTS.speed) texts.set("speed", speed === Infinity ? "max" : String(speed));
  if (window !== DEFAULTS.window) texts.set("window", String(window));
  if (neuron !== DEFAULTS.neuron) texts.set("neuron", String(neuron));
  if (then.length > 0) texts.set("then", eventsText(then));
  if (versus !== undefined) texts.set("versus", `${versus.name}:${versus.text}`);
  return texts;
}

/** Names of the settings in which two links differ. */
export function changesBetween(a: Settings, b: Settings): string[] {
  const [p, q] = [textsOf(a), textsOf(b)];
  return [...new Set([...p.keys(), ...q.keys()])].filter((name) => p.get(name) !== q.get(name));
}

/** The settings as a query, without its question mark. */
export function queryOf(settings: Settings): string {
  // Browsers take these as they are, and people read them more easily so.
  return new URLSearchParams([...textsOf(settings)]).toString().replaceAll("%3A", ":").replaceAll("%2C", ",")
    .replaceAll("%28", "(").replaceAll("%29", ")").replaceAll("%3B", ";");
}

/** The settings of a query; `methods` are those that the engine has. */
export function settingsOfQuery(query: string, methods: readonly string[]): ReadLink {
  const texts = new Map<string, string>();
  const complaints: Complaint[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (!SPEC_NAMES.includes(name) && !OTHER_NAMES.includes(name)) {
      complaints.push({ name, message: "is no setting of this page; it is passed over" });
    } else if (texts.has(name)) {
      complaints.push({ name, message: `is given twice; ${texts.get(name)} is used` });
    } else texts.set(name, text);
  }
  const { settings, complaints: others } = settingsOfTexts(texts, methods);
  return { settings, complaints: [...complaints, ...others] };
}

/** The settings that the texts say. */
export function settingsOfTexts(texts: Texts, methods: readonly string[]): ReadLink {
  const { spec, complaints } = specFromTexts(texts);
  const { excitatory, inhibitory } = populationSizes(spec);

  /** The value of a setting, where its text says one that is allowed. */
  function read<T>(name: string, otherwise: T, parse: (text: string) => T): T {
    const text = texts.get(name);
    if (text === undefined) return otherwise;
    try {
      return parse(text);
    } catch (error) {
      const used = otherwise === undefined ? "it is passed over" : `${otherwise} is used`;
      complaints.push({ name, message: `${(error as Error).message.replace(/^Cannot [^:]*: /, "")}; ${used}` });
      return otherwise;
    }
  }

  const dt = read("dt", DEFAULTS.dt, (text) => require(text, `more than 0 and at most ${LONGEST_DT} ms`, isTimeStep));
  const stop = read<number | undefined>("stop", undefined, (text) => {
    const time = parseNumber(text);
    stepsOf(time, dt);
    return time;
  });
  const then = read<Settings["then"]>(
    "then",
    undefined,
    (text) => parseEvents(text, spec, excitatory + inhibitory),
  );
  const versus = read<Settings["versus"]>("versus", undefined, parseVersus);
  const settings: Settings = {
    spec,
    dt,
    ...(stop === undefined ? {} : { stop }),
    method: read("method", DEFAULTS.method, (text) => {
      if (methods.includes(text)) return methodOf(text).name;
      throw new RangeError(`must be one of ${methods.join(", ")}, received ${JSON.stringify(text)}`);
    }),
    threads: read(
      "threads",
      DEFAULTS.threads,
      (text) =>
        require(text, `an integer in [1, ${MOST_THREADS}]`, (x) => Number.isInteger(x) && x >= 1 && x <= MOST_THREADS),
    ),
    speed: read(
      "speed",
      DEFAULTS.speed,
      (text) => text === "max" ? Infinity : require(text, "max or in [0.001, 100]", (x) => x >= 0.001 && x <= 100),
    ),
    window: read(
      "window",
      DEFAULTS.window,
      (text) => require(text, `one of ${WINDOWS.join(", ")} ms`, (x) => WINDOWS.includes(x)),
    ),
    neuron: read(
      "neuron",
      Math.min(DEFAULTS.neuron, excitatory + inhibitory - 1),
      (text) =>
        require(
          text,
          `an integer in [0, ${excitatory + inhibitory})`,
          (x) => Number.isInteger(x) && x >= 0 && x < excitatory + inhibitory,
        ),
    ),
    ...(then === undefined ? {} : { then }),
    ...(versus === undefined ? {} : { versus }),
  };
  const tooLarge = whyTooLarge([simulated(settings)], pageMemory());
  if (tooLarge !== undefined) {
    const { settings: smaller, complaints: others } = settingsOfTexts(sizesLeftOut(texts), methods);
    complaints.push({
      name: texts.has("scale") ? "scale" : "populations",
      message: `${tooLarge}; the published size is used`,
    });
    return { settings: smaller, complaints: [...complaints, ...others] };
  }
  if (versus === undefined) return { settings, complaints };
  const second = secondOf(settings, methods);
  const both = second.complaints.length > 0
    ? undefined
    : whyTooLarge([settings, second.settings].map(simulated), pageMemory());
  if (both !== undefined) second.complaints.push({ name: "versus", message: both });
  if (second.complaints.length === 0) return { settings, complaints };
  const { versus: _, ...alone } = settings;
  const [{ message }] = second.complaints;
  complaints.push({ name: "versus", message: `${versus.name} ${message.replace(/; [^;]*$/, "")}; it is passed over` });
  return { settings: alone, complaints };
}

/** The texts without those that make a network large. */
function sizesLeftOut(texts: Texts): Texts {
  return new Map([...texts].filter(([name]) => !/^(scale|populations\.|connectivity\.probability|versus)/.test(name)));
}

/** What of the settings is simulated, and how. */
function simulated({ spec, dt, method, threads }: Settings): Parameters<typeof whyTooLarge>[0][number] {
  return { spec, options: { dt, method, threads } };
}

/**
 * The second network's settings: the first's with one changed. In a smaller network the last neuron is looked at, and events
 * that change what is compared are for the first network only.
 */
export function secondOf(settings: Settings, methods: readonly string[]): ReadLink {
  const { versus, neuron, then = [], ...first } = settings;
  const events = then.filter(({ name }) => settingOf(name) !== versus?.name);
  const texts = textsOf({ ...first, neuron: DEFAULTS.neuron });
  if (versus !== undefined) texts.set(versus.name, versus.text);
  const { settings: second, complaints } = settingsOfTexts(texts, methods);
  const { excitatory, inhibitory } = populationSizes(second.spec);
  const last = excitatory + inhibitory - 1;
  return {
    settings: { ...second, neuron: Math.min(neuron, last), ...(events.length === 0 ? {} : { then: events }) },
    complaints,
  };
}

function isTimeStep(dt: number): boolean {
  return dt > 0 && dt <= LONGEST_DT;
}

function require(text: string, required: string, isAllowed: (value: number) => boolean): number {
  const value = parseNumber(text);
  if (isAllowed(value)) return value;
  throw new RangeError(`must be ${required}, received ${text}`);
}

function parseVersus(text: string): { name: string; text: string } {
  const [, name, value] = text.match(/^([\w.]+):(.*)$/s) ?? [];
  if (name !== undefined && AXES.includes(name)) return { name, text: value };
  throw new SyntaxError(`must be name:value with one of ${AXES.join(", ")}, received ${JSON.stringify(text)}`);
}
