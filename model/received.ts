/**
 * Received values as refusals quote them: any value, on one line, in at most about sixty characters.
 *
 * @module
 */

/** Most letters of a value that a refusal quotes. */
const LONGEST = 60;

/** Letters that a terminal obeys, that break lines, or that turn the direction of what follows. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text with every letter that a terminal would obey written as an escape.
 *
 * @category Numbers
 */
export function printable(text: string): string {
  return text.replace(OBEYED, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Text in quotation marks: its beginning where it is long.
 *
 * @category Numbers
 */
export function quoted(text: string): string {
  const isLong = text.length > LONGEST;
  return printable(JSON.stringify(isLong ? text.slice(0, LONGEST) : text)) +
    (isLong ? `… (${text.length} letters)` : "");
}

/**
 * Whether a text has nothing that a terminal would obey, and no line breaks.
 *
 * @category Numbers
 */
export function isPrintable(text: string): boolean {
  return printable(text) === text;
}

/**
 * Any value, of which the types may say what they like.
 *
 * @category Numbers
 */
export function received(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "string":
      return quoted(value);
    case "bigint":
      return `the BigInt ${shortened(String(value))}n`;
    case "number":
      return String(value);
    case "boolean":
      return String(value);
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    default:
      return value === null ? "null" : objectWords(value as object);
  }
}

function objectWords(value: object): string {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `${/^[AEIO]/.test(value.constructor.name) ? "an" : "a"} ${value.constructor.name} of ${
      (value as Uint8Array).length
    } numbers`;
  }
  const what = Array.isArray(value) ? `an array of ${value.length}` : "an object";
  let text: string | undefined;
  try {
    // Lists and texts are cut before they are written out, which may be long.
    text = JSON.stringify(
      value,
      (key, entry) => key !== "" && typeof entry === "object" && entry !== null ? {} : entry,
    );
    if (text !== undefined && text.length <= LONGEST) text = JSON.stringify(value);
  } catch {
    text = undefined; // it refers to itself, or holds a BigInt
  }
  if (text === undefined || text.length > LONGEST) return what;
  return printable(text);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
