/**
 * A specification as the list of what is different from its variant, name by name: what a link carries.
 *
 * @module
 */

import { cobaHh, type NetworkSpec, validateSpec, variants } from "../model/mod.ts";
import { type FieldValue, parseValue, valueText } from "./value_text.ts";

/** Something that was asked for and cannot be had. */
export interface Complaint {
  /** Name of the setting. */
  readonly name: string;
  /** What is wrong with it, and what is used instead. */
  readonly message: string;
}

function isLeaf(value: unknown): boolean {
  return typeof value !== "object" || value === null || "kind" in value;
}

function namesIn(value: object, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    isLeaf(inner) ? [prefix + key] : namesIn(inner, `${prefix}${key}.`)
  );
}

/** Names of every field of a specification, `parameters.gNa` and the like, in its order. */
export const SPEC_NAMES: readonly string[] = namesIn(variants["seed-1"].spec);

/** The value of a field. */
export function fieldOf(spec: NetworkSpec, name: string): FieldValue {
  return name.split(".").reduce((value, key) => (value as Record<string, unknown>)[key], spec as unknown) as FieldValue;
}

function withField(spec: NetworkSpec, name: string, value: FieldValue): NetworkSpec {
  const [key, inner] = name.split(".");
  const outer = spec as unknown as Record<string, object>;
  return { ...spec, [key]: inner === undefined ? value : { ...outer[key], [inner]: value } };
}

/** The variant, and the text of every field that is different from the variant's. */
export function specToTexts(spec: NetworkSpec): Map<string, string> {
  const published = variants[spec.variant].spec;
  const texts = new Map([["variant", spec.variant]]);
  for (const name of SPEC_NAMES) {
    const text = valueText(fieldOf(spec, name));
    if (text !== valueText(fieldOf(published, name))) texts.set(name, text);
  }
  return texts;
}

/** The specification that the texts say, without those that cannot be had; names of other things are passed over. */
export function specFromTexts(texts: ReadonlyMap<string, string>): { spec: NetworkSpec; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  let spec = variantOf(texts.get("variant") ?? "seed-1", complaints);
  let pending: { name: string; value: FieldValue }[] = [];
  for (const name of SPEC_NAMES) {
    const text = texts.get(name);
    if (text === undefined || name === "variant") continue;
    try {
      pending.push({ name, value: parseValue(text, fieldOf(spec, name)) });
    } catch (error) {
      complaints.push({ name, message: `${(error as Error).message}; ${kept(spec, name)}` });
    }
  }
  // A field may be possible only beside another (bernoulli beside no multapses), in whatever order they come: all at
  // once if that goes, else one by one, again and again while one more can be had.
  const all = pending.reduce((spec, { name, value }) => withField(spec, name, value), spec);
  if (whyNot(all) === undefined) return { spec: all, complaints };
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const field of pending) {
      const candidate = withField(spec, field.name, field.value);
      if (whyNot(candidate) !== undefined) continue;
      spec = candidate;
      pending = pending.filter((other) => other !== field);
      hasChanged = true;
    }
  }
  for (const { name, value } of pending) {
    complaints.push({ name, message: `${whyNot(withField(spec, name, value))}; ${kept(spec, name)}` });
  }
  return { spec, complaints };
}

function variantOf(variant: string, complaints: Complaint[]): NetworkSpec {
  if (Object.hasOwn(variants, variant)) return variants[variant].spec;
  const known = Object.keys(variants).join(", ");
  complaints.push({
    name: "variant",
    message: `must be one of ${known}, received ${JSON.stringify(variant)}; seed-1 is used`,
  });
  return cobaHh();
}

function kept(spec: NetworkSpec, name: string): string {
  return `${valueText(fieldOf(spec, name))} is used`;
}

/** The reason why no network can be built from the specification, or undefined if one can. */
function whyNot(spec: NetworkSpec): string | undefined {
  if (spec.connectivity.rule === "explicit") return "a link cannot carry explicit edges";
  try {
    validateSpec(spec);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace("Cannot build network: ", "");
  }
}
