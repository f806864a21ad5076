/**
 * A static server for this machine.
 *
 * @module
 */

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
};

/** Headers of every answer. */
const COMMON: Readonly<Record<string, string>> = { "cache-control": "no-cache", "x-content-type-options": "nosniff" };

const ISOLATION: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Serves the files of a folder, and nothing outside it, on 127.0.0.1; port 0 is any that is free. */
export function serve(folder: string, port: number, isIsolated: boolean): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port, hostname: "127.0.0.1", onListen: () => {} }, async ({ method, url }) => {
    if (method !== "GET" && method !== "HEAD") return refusal(405, { allow: "GET, HEAD" });
    const name = new URL(url).pathname.slice(1) || "index.html";
    const type = TYPES[name.replace(/^.*\./, "")];
    // Names of the folder's own files have no slash: there is no way out of it.
    if (!/^[\w-]+\.\w+$/.test(name) || type === undefined) return refusal(404);
    try {
      const path = `${folder}/${name}`;
      if (!(await Deno.lstat(path)).isFile) return refusal(404); // a link may lead out
      const bytes = await Deno.readFile(path);
      const headers = { ...COMMON, ...(isIsolated ? ISOLATION : {}), "content-type": type };
      return new Response(method === "HEAD" ? null : bytes, {
        headers: { ...headers, "content-length": String(bytes.length) },
      });
    } catch {
      return refusal(404);
    }
  });
}

function refusal(status: 404 | 405, headers: Readonly<Record<string, string>> = {}): Response {
  const text = status === 404 ? "not found" : "only GET and HEAD are answered";
  return new Response(text, { status, headers: { ...COMMON, "content-type": TYPES.txt, ...headers } });
}
