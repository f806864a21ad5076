/** The tables of docs/judging.md are those that the commands print. */

import { assert, assertEquals } from "@std/assert";
import { CONDITIONS } from "../../bench/error_rates/conditions.ts";
import { tableOf } from "../../bench/error_rates/table.ts";
import { markdown } from "../../commands/markdown_table.ts";
import { marginsTable } from "../../commands/validate/report.ts";

const page = await Deno.readTextFile(new URL("../../docs/judging.md", import.meta.url));

/** The formatter pads the columns of tables. */
const bare = (line: string) => line.replaceAll(/-{3,}/g, "---").replaceAll(/ +/g, " ");
const lines = page.split("\n").map(bare);

Deno.test("docs/judging.md has the margins and their reasons as they are", () => {
  for (const line of markdown(marginsTable()).map(bare)) assert(lines.includes(line), line);
});

Deno.test("the error rates in docs/judging.md are a table of deno task error-rates as it is now", () => {
  const [head] = markdown(tableOf([])).map(bare);
  const first = lines.indexOf(head);
  assert(first > 0, head);
  const rows = lines.slice(first + 2, lines.indexOf("", first)).map((line) => line.split(" | "));
  assertEquals([...new Set(rows.map(([condition]) => condition.slice(2)))], CONDITIONS.map(({ name }) => name));
});
