/**
 * `web`: builds the explorer into a folder of static files that any host can serve, and serves it here if asked.
 *
 * @module
 */

import { BadUse } from "../commands/bad_use.ts";
import { exitWith } from "../commands/exit.ts";
import { type Command, command } from "../commands/command.ts";
import { Failure, reasonOf, takeShortfalls } from "../commands/failure.ts";
import { OutputFolder } from "../commands/output_folder.ts";
import { say } from "../commands/say.ts";
import { documentPage, DOCUMENTS } from "./document_page.ts";
import { licencesOf } from "./licences.ts";
import { serve } from "./serve.ts";
import { sourceText } from "./source_text.ts";

const HELP = `Usage: deno task web [flags]

Builds the explorer, the network live in a web page, into a folder of static files that any host can serve. Served with
cross-origin isolation (the headers in its file _headers, which some hosts read) the network can have several threads;
served without, it has one.

  --out FOLDER      where the files go [out/web]
  --serve           serves them on this machine, until Ctrl-C
  --port N          where [8000]; 0 is any that is free
  --no-isolation    serves them without cross-origin isolation, as hosts do that cannot set headers
  --help            this text

The folder has the documents that the page links to, the source of its programs, source.txt, and the licences of everything
that it contains, licences.txt.
`;

/** Files that are copied as they are. */
const COPIED = ["index.html", "style.css"];

/** Headers that isolate a page, in the notation of static hosts. */
const HEADERS = `/*
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
  X-Content-Type-Options: nosniff
`;

/** Programs of the page. */
const PROGRAMS = ["main", "worker", "saver"];

/**
 * Builds the page into a folder, and gives its whole path and the sizes of its files [bytes].
 * @throws {Failure} where the bundler fails, or a file cannot be written.
 */
export async function build(out: string): Promise<{ folder: string; sizes: Map<string, number> }> {
  const folder = await OutputFolder.open(out, [...COPIED, ...PROGRAMS.map((name) => `${name}.js`)]);
  for (const name of COPIED) await folder.write(name, await Deno.readFile(new URL(name, import.meta.url)));
  await folder.write("_headers", HEADERS);
  for (const name of PROGRAMS) {
    await folder.write(
      `${name}.js`,
      await ownDeno("bundle", "--quiet", "--platform", "browser", "--minify", `web/${name}.ts`),
    );
  }
  const graphs = [];
  for (const name of PROGRAMS) {
    graphs.push(new TextDecoder().decode(await ownDeno("info", "--json", `web/${name}.ts`)));
  }
  await folder.write("licences.txt", await licencesOf(graphs));
  await folder.write("source.txt", await sourceText(graphs, new URL("../", import.meta.url)));
  const images = new Set<string>();
  for (const name of DOCUMENTS) {
    const markdown = await Deno.readTextFile(new URL(`../docs/${name}.md`, import.meta.url));
    await folder.write(`${name}.html`, documentPage(markdown, images));
  }
  for (const name of images) {
    await folder.write(name, await Deno.readFile(new URL(`../docs/${name}`, import.meta.url)));
  }
  const missing = takeShortfalls();
  if (missing.length > 0) throw new Failure(missing.join("; "));
  const sizes = [...folder.sizes].map(([path, size]): [string, number] => [path.replace(/^.*\//, ""), size]);
  return { folder: await Deno.realPath(out), sizes: new Map(sizes.filter(([name]) => name !== "_headers")) };
}

/** What Deno prints when it is run with these arguments in the folder of the repository. */
async function ownDeno(...args: string[]): Promise<Uint8Array> {
  // The task may run the program of this name only, which is another file where npx has started it.
  const { state } = Deno.permissions.querySync({ name: "run", command: Deno.execPath() });
  const program = state === "granted" ? Deno.execPath() : "deno";
  const command = new Deno.Command(program, { args, cwd: new URL("../", import.meta.url), env: { NO_COLOR: "1" } });
  const { success, stdout, stderr } = await command.output();
  if (success) return stdout;
  throw new Failure(`Cannot build the page: deno ${args[0]} says ${reasonOf(new TextDecoder().decode(stderr).trim())}`);
}

/** Runs the command. */
const web: Command = command({
  name: "web",
  help: HELP,
  flags: { values: ["out", "port"], switches: ["serve", "no-isolation"] },
  run: async (args) => {
    const port = args.number("port") ?? 8000;
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw new BadUse(`--port requires an integer in [0, 65535], received ${port}`);
    }
    const out = args.text("out") ?? "out/web";
    const { folder, sizes } = await build(out);
    for (const [name, bytes] of sizes) say(`  ${name.padEnd(12)} ${(bytes / 1000).toFixed(1).padStart(7)} kB`);
    say(`  wrote        ${out}`);
    if (!args.has("serve")) return 0;
    const isIsolated = !args.has("no-isolation");
    const server = started(folder, port, isIsolated);
    say(`http://localhost:${server.addr.port}/${isIsolated ? "" : "  (without cross-origin isolation: one thread)"}`);
    await server.finished;
    return 0;
  },
});

function started(folder: string, port: number, isIsolated: boolean): ReturnType<typeof serve> {
  try {
    return serve(folder, port, isIsolated);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) {
      throw new Failure(`Cannot serve on port ${port}: ${reasonOf(error)}`);
    }
    throw new BadUse(`Port ${port} is in use by another program; --port N takes another one, 0 any that is free`);
  }
}

if (import.meta.main) await exitWith(() => web(Deno.args));
