/**
 * `web`: builds the explorer into a folder of static files that any host can serve, and serves it here if asked.
 *
 * @module
 */

import { Arguments } from "../commands/arguments.ts";
import { BadUse, exitWith } from "../commands/bad_use.ts";
import { OutputFolder } from "../commands/output_folder.ts";
import { serve } from "./serve.ts";

const HELP = `Usage: deno task web [flags]

Builds the explorer, the network live in a web page, into a folder of static files that any host can serve. Served with
cross-origin isolation (the headers in its file _headers, which some hosts read) the network can have several threads;
served without, it has one.

  --out FOLDER      where the files go [out/web]
  --serve           serves them on this machine, until Ctrl-C
  --port N          where [8000]; 0 is any that is free
  --no-isolation    serves them without cross-origin isolation, as hosts do that cannot set headers
  --help            this text
`;

/** Files that are copied as they are. */
const COPIED = ["index.html", "style.css"];

/** Headers that isolate a page, in the notation of static hosts. */
const HEADERS = `/*
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Embedder-Policy: require-corp
`;

/**
 * Builds the page into a folder, and gives its whole path and the sizes of its files [bytes].
 * @throws {Error} where the bundler fails.
 */
export async function build(out: string): Promise<{ folder: string; sizes: Map<string, number> }> {
  await Deno.mkdir(out, { recursive: true });
  const folder = await Deno.realPath(out);
  for (const name of COPIED) await Deno.copyFile(new URL(name, import.meta.url), `${folder}/${name}`);
  await Deno.writeTextFile(`${folder}/_headers`, HEADERS);
  for (const name of ["main", "worker"]) await bundle(name, folder);
  const sizes = new Map<string, number>();
  for (const name of [...COPIED, "main.js", "worker.js"]) sizes.set(name, (await Deno.stat(`${folder}/${name}`)).size);
  return { folder, sizes };
}

async function bundle(name: string, folder: string): Promise<void> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform",
      "browser",
      "--minify",
      "--output",
      `${folder}/${name}.js`,
      `web/${name}.ts`,
    ],
    cwd: new URL("../", import.meta.url),
  }).output();
  if (code !== 0) throw new Error(`Cannot bundle web/${name}.ts: ${new TextDecoder().decode(stderr)}`);
}

async function web(argv: readonly string[]): Promise<number> {
  const args = new Arguments(argv[0] === "--" ? argv.slice(1) : argv, {
    values: ["out", "port"],
    switches: ["serve", "no-isolation", "help"],
  });
  if (args.has("help")) {
    console.log(HELP);
    return 0;
  }
  const [surplus] = args.positional;
  if (surplus !== undefined) throw new BadUse(`web takes flags only, received ${JSON.stringify(surplus)}`);
  const port = args.number("port") ?? 8000;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new BadUse(`--port requires an integer in [0, 65535], received ${port}`);
  }
  const out = args.text("out") ?? "out/web";
  await OutputFolder.open(out);
  const { folder, sizes } = await build(out);
  for (const [name, bytes] of sizes) console.log(`  ${name.padEnd(12)} ${(bytes / 1000).toFixed(1).padStart(7)} kB`);
  console.log(`  wrote        ${out}`);
  if (!args.has("serve")) return 0;
  const isIsolated = !args.has("no-isolation");
  const server = started(folder, port, isIsolated);
  console.log(
    `http://localhost:${server.addr.port}/${isIsolated ? "" : "  (without cross-origin isolation: one thread)"}`,
  );
  await server.finished;
  return 0;
}

function started(folder: string, port: number, isIsolated: boolean): ReturnType<typeof serve> {
  try {
    return serve(folder, port, isIsolated);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new BadUse(`Port ${port} is in use by another program; --port N takes another one, 0 any that is free`);
  }
}

if (import.meta.main) await exitWith(() => web(Deno.args));
