/**
 * The members of a zip (PKWARE, APPNOTE.TXT 6.3.10): its directory is read first, a member only when it is asked for, piece
 * by piece, and its length and CRC-32 are checked. Sizes of 64 bits are understood; members are stored or deflated.
 *
 * @module
 */

import { quoted } from "../model/received.ts";
import { beginsWith, type ByteSource, piecesOf } from "./byte_source.ts";
import { crc32 } from "./crc32.ts";
import { inflated } from "./inflate.ts";

/** A file in a zip. */
export interface ZipMember {
  /** Its path in the archive. */
  readonly name: string;
  /** Bytes when it is unpacked, as the directory has it; reading it checks this. */
  readonly size: number;
  /**
   * Its content, piece by piece.
   * @throws {SyntaxError} where the content is damaged; at its end where its check or its length is wrong.
   */
  read(): Generator<Uint8Array>;
}

/** Entry of the directory. */
interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly check: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Bytes of the fixed parts: a member's own header, its entry, the end of the directory, and that end in 64 bits. */
const HEADER = 30, ENTRY = 46, END = 22, LOCATOR = 20, WIDE_END = 56;

/** Bytes that a directory of arrays can have: 65,536 entries with names of 200 letters. */
const LARGEST_DIRECTORY = 1 << 24;

/** Most bytes that deflate makes of one (its longest match of 258 bytes takes two bits). */
const LARGEST_RATIO = 1032;

/** Whether the bytes begin as a zip does, empty ones included. */
export function isZip(source: ByteSource): boolean {
  return beginsWith(source, 0x50, 0x4b);
}

/**
 * The members by name.
 * @throws {SyntaxError} where the bytes are not a whole zip.
 */
export function zipMembers(source: ByteSource): ReadonlyMap<string, ZipMember> {
  const { first, end, entries } = directoryOf(source);
  if (end - first > LARGEST_DIRECTORY) throw damaged(`received one with a list of ${end - first} bytes`);
  const bytes = source.read(first, end - first), view = viewOf(bytes);
  const members = new Map<string, ZipMember>();
  let at = 0;
  for (let k = 0; k < entries; k++) {
    if (at + ENTRY > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged("received a damaged list");
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const next = at + ENTRY + name + extra + comment;
    if (next > bytes.length) throw damaged("received a damaged list");
    const entry = entryAt(view, bytes, at, name, extra);
    if (members.has(entry.name)) throw damaged(`received two files ${quoted(entry.name)}`);
    if (nameOf(source, entry) !== entry.name) throw damaged("received a damaged list: a file has another name in it");
    members.set(entry.name, { name: entry.name, size: entry.size, read: () => contentOf(source, entry, first) });
    at = next;
  }
  if (at !== bytes.length) throw damaged("received a damaged list");
  return members;
}

/** Place of the directory: it ends at its own end record, the last thing in the file but a comment. */
function directoryOf(source: ByteSource): { first: number; end: number; entries: number } {
  const from = Math.max(0, source.size - END - 0xffff);
  const tail = source.read(from, source.size - from), view = viewOf(tail);
  for (let at = tail.length - END; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50 || view.getUint16(at + 20, true) !== tail.length - at - END) continue;
    const [entries, size, first] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ];
    const isWide = entries === 0xffff || size === 0xffffffff || first === 0xffffffff;
    const found = isWide ? wideEnd(source, from + at - LOCATOR) : { first, end: first + size, entries };
    const end = isWide ? from + at - LOCATOR - WIDE_END : from + at;
    if (found.end === end && found.first <= found.end && view.getUint32(at + 4, true) === 0) return found;
  }
  throw damaged("received one without the list of files at its end");
}

function wideEnd(source: ByteSource, locator: number): { first: number; end: number; entries: number } {
  const bytes = source.read(Math.max(0, locator - WIDE_END), WIDE_END + LOCATOR), view = viewOf(bytes);
  if (locator < WIDE_END || view.getUint32(0, true) !== 0x06064b50 || view.getUint32(WIDE_END, true) !== 0x07064b50) {
    throw damaged("received a damaged list");
  }
  const [entries, size, first] = [32, 40, 48].map((field) => wide(view, field));
  return { first, end: first + size, entries };
}

function entryAt(view: DataView, bytes: Uint8Array, at: number, nameLength: number, extraLength: number): Entry {
  let packed = view.getUint32(at + 20, true),
    size = view.getUint32(at + 24, true),
    offset = view.getUint32(at + 42, true);
  const name = nameIn(bytes.subarray(at + ENTRY, at + ENTRY + nameLength));
  const end = at + ENTRY + nameLength + extraLength;
  for (let field = at + ENTRY + nameLength; field + 4 <= end;) {
    const [id, length] = [view.getUint16(field, true), view.getUint16(field + 2, true)];
    if (field + 4 + length > end) throw damaged("received a damaged list");
    if (id === 1) {
      // Only what does not fit into 32 bits is here, in this order.
      let wideAt = field + 4;
      const replaced = [size, packed, offset].map((value) => {
        if (value !== 0xffffffff) return value;
        if (wideAt + 8 > field + 4 + length) throw damaged("received a damaged list");
        return wide(view, (wideAt += 8) - 8);
      });
      [size, packed, offset] = replaced;
    }
    field += 4 + length;
  }
  const flags = view.getUint16(at + 8, true), method = view.getUint16(at + 10, true);
  return { name, flags, method, check: view.getUint32(at + 16, true), packed, size, offset };
}

function* contentOf(source: ByteSource, entry: Entry, directory: number): Generator<Uint8Array> {
  const { name, packed, size, check, method } = entry;
  const first = beginningOf(source, entry);
  if (first + packed > directory) throw damaged(`received a damaged ${name}`);
  if (size > (method === 0 ? packed : LARGEST_RATIO * packed)) throw damaged(`received a damaged ${name}`);
  const pieces = piecesOf(source, first, first + packed);
  let length = 0, sum = 0;
  for (const piece of method === 0 ? pieces : inflated(pieces, "zip")) {
    length += piece.length;
    if (length > size) break;
    sum = crc32(piece, sum);
    yield piece;
  }
  if (length !== size || sum !== check) {
    throw damaged(
      `received a damaged ${name}: its ${length !== size ? "length" : "CRC-32"} is not the one in the list`,
    );
  }
}

/** Start of a member's content. Its own header has to agree with the directory, or one of them is damaged. */
function beginningOf(source: ByteSource, { name, flags, method, packed, size, check, offset }: Entry): number {
  const header = source.read(offset, HEADER), view = viewOf(header);
  if (header.length < HEADER || view.getUint32(0, true) !== 0x04034b50) throw damaged(`received a damaged ${name}`);
  if ((flags & 1) !== 0) throw damaged(`received an encrypted ${name}`);
  if (method !== 0 && method !== 8) {
    throw damaged(`received ${name} packed by method ${method}, where 0 (stored) or 8 (deflated) is required`);
  }
  const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)];
  // A writer that does not know the check and the sizes beforehand leaves 0 (flag 8); sizes may be in 64 bits elsewhere.
  const isLater = (view.getUint16(6, true) & 8) !== 0;
  const agrees = (field: number, value: number) => {
    const said = view.getUint32(field, true);
    return said === value || (field > 14 && said === 0xffffffff) || (isLater && said === 0);
  };
  const isSame = view.getUint16(8, true) === method && view.getUint16(6, true) === flags &&
    agrees(14, check) && agrees(18, packed) && agrees(22, size);
  if (!isSame) throw damaged(`received a damaged ${name}: its own header is not what the list says`);
  return offset + HEADER + nameLength + extraLength;
}

/** The name that a member's own header has. */
function nameOf(source: ByteSource, { offset }: Entry): string {
  const header = source.read(offset, HEADER);
  return header.length < HEADER ? "" : nameIn(source.read(offset + HEADER, viewOf(header).getUint16(26, true)));
}

function wide(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (Number.isSafeInteger(value)) return value;
  throw damaged("received a damaged list");
}

function nameIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(received: string): SyntaxError {
  return new SyntaxError(`Cannot read npz: a whole zip file is required, ${received}`);
}
