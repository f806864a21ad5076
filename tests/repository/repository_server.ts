/**
 * This repository over HTTP, to programs in an empty folder: the way another project imports it.
 *
 * @module
 */

import { root } from "./source_files.ts";

/** Content types by the end of a path. */
export type ContentTypes = (path: string) => string;

/** As hosts of files send them that tell TypeScript from JSON. */
export const TYPED: ContentTypes = (path) => path.endsWith(".json") ? "application/json" : "application/typescript";

/** As hosts of raw files send everything. */
export const PLAIN: ContentTypes = () => "text/plain; charset=utf-8";

/** What a program has printed. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The repository's files, served, and an empty folder. */
export interface ServedRepository extends AsyncDisposable {
  /** Where the files are served: http://127.0.0.1:port. */
  readonly origin: string;
  /** Path of the folder, where programs run. */
  readonly folder: string;
  /** Paths that were asked for. */
  readonly served: ReadonlySet<string>;
  /** Runs Deno in the folder, with no configuration. */
  deno(command: string, ...args: readonly string[]): Promise<Printed>;
  /** Runs a program in the folder. */
  program(path: string, ...args: readonly string[]): Promise<Printed>;
}

/** Serves the repository until it is disposed of. */
export async function serveRepository(contentType: ContentTypes): Promise<ServedRepository> {
  const served = new Set<string>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    served.add(path);
    try {
      const body = await Deno.readFile(new URL(path, root));
      return new Response(body, { headers: { "content-type": contentType(path) } });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
  const host = `127.0.0.1:${server.addr.port}`;
  const folder = await Deno.makeTempDir({ prefix: "cobahh-client-" });
  const program = async (path: string, ...args: readonly string[]) => {
    // An installed program starts the Deno that is on the path.
    const env = { PATH: `${Deno.execPath().replace(/\/[^/]+$/, "")}:/usr/bin:/bin`, NO_COLOR: "1" };
    const { code, stdout, stderr } = await new Deno.Command(path, { args: [...args], cwd: folder, env }).output();
    const text = new TextDecoder();
    return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
  };
  let reload = [`--reload=http://${host}`]; // an earlier server may have had this port
  return {
    origin: `http://${host}`,
    folder,
    served,
    program,
    deno: async (command, ...args) => {
      const printed = await program(
        Deno.execPath(),
        command,
        "--quiet",
        "--no-lock",
        "--no-config",
        ...reload,
        ...args,
      );
      reload = [];
      return printed;
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
      await server.shutdown();
    },
  };
}
