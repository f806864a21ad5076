/**
 * Writes the tables and the list of laws into docs/laws.md.
 *
 *     deno run --allow-read --allow-write tests/mutants/write_laws.ts && deno fmt docs/laws.md
 *
 * @module
 */

import { lawsInMarkdown, MARKS } from "./coverage.ts";

const page = new URL("../../docs/laws.md", import.meta.url);
const text = await Deno.readTextFile(page);
const [begin, end] = MARKS.map((mark) => text.indexOf(mark));
const before = begin < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, begin);
const after = end < 0 ? "\n" : text.slice(end + MARKS[1].length);
await Deno.writeTextFile(page, before + lawsInMarkdown() + after);
