/**
 * A static server for this machine.
 *
 * @module
 */

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

const ISOLATION: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Serves the files of a folder, and nothing outside it, on 127.0.0.1; port 0 is any that is free. */
export function serve(folder: string, port: number, isIsolated: boolean): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, async ({ url }) => {
    const name = new URL(url).pathname.slice(1) || "index.html";
    const type = TYPES[name.replace(/^.*\./, "")];
    // Names of the folder's own files have no slash: there is no way out of it.
    if (!/^[\w-]+\.\w+$/.test(name) || type === undefined) return new Response("not found", { status: 404 });
    try {
      const headers = { "content-type": type, "cache-control": "no-cache", ...(isIsolated ? ISOLATION : {}) };
      return new Response(await Deno.readFile(`${folder}/${name}`), { headers });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
}
