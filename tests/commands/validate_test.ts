import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { cobahh, inFolder, namesIn } from "./command_line.ts";

Deno.test("validate checks an engine, compares it with a simulator, and writes a report that needs nothing beside it", () =>
  inFolder(async (folder) => {
    const table = "| method | dt [ms] |\n| --- | --- |\n| rk4 | 0.025 |\n";
    await Deno.writeTextFile(`${folder}/convergence.md`, `COBA-HH seed-1, scale 1.\n\n${table}\n- a remark\n`);
    const flags = ["--engine", "wasm", "--method", "exp_auto", "--statistics", "--variant", "brian2", "--seeds", "2"];
    flags.push("--repeats", "1", "--threads", "1");
    const run = await cobahh(folder, "validate", ...flags, "--convergence", "convergence.md", "--out", "report");
    // Two networks cannot show that statistics are equivalent, and undecided is not passed.
    assertEquals([run.status, run.stderr], [3, ""]);
    assertMatch(
      run.stdout,
      /\nUndecided: all \d+ laws hold; undecided for 1 of 1: at least \d+ networks instead of 2 would decide\.\n/,
    );
    assertEquals(namesIn(`${folder}/report`), ["report.html", "report.json", "report.md"]);

    const markdown = await Deno.readTextFile(`${folder}/report/report.md`);
    assertStringIncludes(
      markdown,
      "## Brian 2 (brian2 2.11.0), variant brian2, against engine wasm (float32), exp_auto at 0.1 ms",
    );
    assertStringIncludes(markdown, `## Convergence in dt\n\nCOBA-HH seed-1, scale 1.\n\n${table}`);
    const page = await Deno.readTextFile(`${folder}/report/report.html`);
    // Distributions, and two rasters with their rates: ours and Brian's.
    assertEquals(page.match(/<svg /g)?.length, 3);
    assertMatch(page.slice(page.indexOf('<div class="rasters">')), /engine wasm[^]*engine Brian 2 2\.11\.0/);
    assertStringIncludes(page, "<h2>Convergence in dt</h2>\n<p><small>COBA-HH seed-1, scale 1.</small></p>");
    assertStringIncludes(page, "<td>0.025</td>");
    assertEquals(page.replaceAll("http://www.w3.org/2000/svg", "").match(/https?:|src=|<script|<link/g), null);
    assertEquals(page.slice(page.indexOf("<h2>Brian 2")).match(/NaN|undefined/g), null);
    const { outcome, laws, comparisons } = JSON.parse(await Deno.readTextFile(`${folder}/report/report.json`));
    assertEquals([outcome, laws[0].engine, comparisons[0].simulator.tool], ["undecided", "wasm", "Brian 2"]);
    assertEquals([comparisons[0].agreement.isPaired, comparisons[0].agreement.statistics.length], [true, 11]);
    assertStringIncludes(markdown, "| rate [Hz]");
    assertStringIncludes(page, "<h2>Margins</h2>");
  }));

Deno.test("validate --help explains itself", () =>
  inFolder(async (folder) => {
    const { status, stdout } = await cobahh(folder, "validate", "--help");
    assertEquals(status, 0);
    assertMatch(stdout, /^Usage: deno task validate \[flags\]/);
  }));
