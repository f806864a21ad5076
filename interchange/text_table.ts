/**
 * The layout of a table of text: what separates its columns, whether its first line names them, and where numbers are.
 *
 * Lines that are empty or begin with # or % are no rows. A line of numbers is never a line of names; names may have another
 * separator than the rows below them.
 *
 * @module
 */

import { quoted } from "../model/received.ts";

/** Layout of a table. */
export interface TableLayout {
  /** What separates columns; " " is any run of blanks. */
  readonly separator: string;
  /** Names of the columns, where a line has them. */
  readonly names?: readonly string[];
  /** That line. */
  readonly header?: string;
  /** Columns of a row. */
  readonly columns: number;
  /** Comments before the first row. */
  readonly comments: readonly string[];
}

/**
 * Options of the reader of a table.
 *
 * @category Files
 */
export interface LayoutOptions {
  /** What separates columns; found out from the rows where it is left out. */
  readonly separator?: string;
  /** Whether the first line has the names of the columns; found out where it is left out. */
  readonly header?: boolean;
}

/** Separators that are looked for, in this order: a comma may be a decimal one. Blanks are what is left. */
const SEPARATORS = [";", "\t", ",", "|"];

/** Whether a line is neither empty nor a comment. */
export function isRow(line: string): boolean {
  const first = line.charCodeAt(0);
  // Most lines begin with a digit: so they are told by one comparison.
  if (first >= 0x30 && first <= 0x39) return true;
  const plain = line.trimStart();
  return plain !== "" && !plain.startsWith("#") && !plain.startsWith("%");
}

/** The fields of a line, without blanks and quotation marks around them. */
export function fieldsOf(line: string, separator: string): string[] {
  if (separator === " ") return line.trim().split(/\s+/);
  return line.split(separator).map((field) => unquoted(field.trim()));
}

/** Whether a field is a number: neither empty nor a word. */
export function isNumber(field: string): boolean {
  return field !== "" && !Number.isNaN(Number(field));
}

/** The layout of a table that begins with these lines; undefined where none of them is a row. */
export function layoutOf(lines: readonly string[], options: LayoutOptions = {}): TableLayout | undefined {
  const rows: string[] = [], comments: string[] = [];
  for (const line of lines) {
    if (isRow(line)) rows.push(line);
    else if (rows.length === 0 && line.trim() !== "") comments.push(line.trim());
    if (rows.length > 1) break;
  }
  if (rows.length === 0) return undefined;
  const [head, row = head] = rows;
  const own = separatorOf(row);
  const separator = options.separator ?? (fieldsOf(row, own).length > 1 ? own : separatorOf(head));
  const fields = fieldsOf(head, separator), numbers = fields.filter(isNumber).length;
  // A spike is two numbers: a line with fewer, and with words, has names.
  const isNames = options.header ?? (numbers < 2 && numbers < fields.length);
  const width = fieldsOf(row, separator).length;
  const columns = isNames && width > 1 ? width : Math.max(width, fields.length);
  if (isNames) return { separator, columns, comments, header: rows[0], names: namesOf(rows[0], separator, columns) };
  const last = comments.at(-1)?.replace(/^[#%]+\s*/, "");
  const named = last === undefined ? [] : namesOf(last, separator, columns);
  // numpy.savetxt writes names as a comment.
  const isNamed = named.length === columns && last!.length < 200 &&
    named.some((name) => /^(time|times|t|spike)/i.test(name));
  return isNamed ? { separator, columns, comments, names: named } : { separator, columns, comments };
}

function separatorOf(line: string): string {
  return SEPARATORS.find((separator) => line.includes(separator)) ?? " ";
}

/** The names in a line: by the separator that gives as many as there are columns, the rows' own first. */
function namesOf(line: string, separator: string, columns: number): string[] {
  const candidates = [separator, ...SEPARATORS, " "].map((separator) => fieldsOf(line, separator));
  return candidates.find((names) => names.length === columns) ?? candidates[0];
}

function unquoted(field: string): string {
  return /^".*"$/.test(field) || /^'.*'$/.test(field) ? field.slice(1, -1) : field;
}

/**
 * The number in a field.
 * @throws {SyntaxError} where it is none.
 */
export function numberIn(field: string | undefined, line: number, what: string): number {
  const value = Number(field);
  if (field !== undefined && field !== "" && Number.isFinite(value)) return value;
  const hint = /^-?\d+,\d+$/.test(field ?? "") ? " (a decimal comma: a point is required)" : "";
  throw new SyntaxError(
    `Cannot read spikes: line ${line} must have a number as ${what}, received ${quoted(field ?? "")}${hint}`,
  );
}
