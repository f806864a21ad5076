/**
 * Values of a specification as short text, for links and input fields: `0.02`, `true`, `in-degree`, `normal(-65, 5)`,
 * `poisson(300, 50, 1, 51)`, `events(4:0, 9:17)`.
 *
 * @module
 */

/** A value of a specification's field: what JSON has, or an object that its `kind` tells from others. */
export type FieldValue = string | number | boolean | { readonly kind: string };

/** The numbers of each kind, in the order in which they are written. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  none: [],
  constant: ["value"],
  uniform: ["low", "high"],
  normal: ["mean", "sd"],
  poisson: ["rate", "cells", "start", "stop"],
};

/** The value as text; {@linkcode parseValue} gives it back. */
export function valueText(value: FieldValue): string {
  if (typeof value !== "object") return Object.is(value, -0) ? "-0" : String(value);
  const fields = value as unknown as Record<string, unknown>;
  if (value.kind === "none") return "none";
  if (value.kind === "events") {
    const { steps, targets } = fields as { steps: readonly number[]; targets: readonly number[] };
    return `events(${steps.map((step, k) => `${step}:${targets[k]}`).join(", ")})`;
  }
  return `${value.kind}(${ARGUMENTS[value.kind].map((name) => valueText(fields[name] as number)).join(", ")})`;
}

/**
 * The value that the text says, for a field that has values such as `like`. Whether the field may have it, the
 * specification's own validation says.
 * @throws {SyntaxError} where the text is of no such form.
 */
export function parseValue(text: string, like: FieldValue): FieldValue {
  if (typeof like === "string") return text.trim();
  if (typeof like === "number") return parseNumber(text);
  if (typeof like === "object") return parseKind(text.trim());
  if (text.trim() === "true" || text.trim() === "false") return text.trim() === "true";
  throw new SyntaxError(`must be true or false, received ${JSON.stringify(text)}`);
}

/**
 * A number in JavaScript's decimal notation.
 * @throws {SyntaxError} where it is none.
 */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed))) return Number(trimmed);
  throw new SyntaxError(`must be a number, received ${JSON.stringify(text)}`);
}

function parseKind(text: string): { readonly kind: string } {
  const [, kind, inside] = text.match(/^([a-z]+)(?:\((.*)\))?$/) ?? [];
  const parts = inside === undefined || inside.trim() === "" ? [] : inside.split(",");
  if (kind === "events") return parseEvents(parts);
  const names = kind !== undefined && Object.hasOwn(ARGUMENTS, kind) ? ARGUMENTS[kind] : undefined;
  if (names !== undefined && parts.length === names.length) {
    return { kind, ...Object.fromEntries(names.map((name, k) => [name, parseNumber(parts[k])])) };
  }
  const forms = Object.entries(ARGUMENTS).map(([kind, names]) => names.length ? `${kind}(${names.join(", ")})` : kind);
  throw new SyntaxError(`must be one of ${forms.join(", ")}, received ${JSON.stringify(text)}`);
}

function parseEvents(parts: readonly string[]): { readonly kind: string } {
  const pairs = parts.map((part) => {
    const pair = part.split(":");
    if (pair.length !== 2) {
      throw new SyntaxError(`events must be pairs step:target, received ${JSON.stringify(part.trim())}`);
    }
    return pair.map(parseNumber);
  });
  return { kind: "events", steps: pairs.map(([step]) => step), targets: pairs.map(([, target]) => target) } as {
    readonly kind: string;
  };
}
