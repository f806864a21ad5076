import { assertEquals } from "@std/assert";
import golden from "../engine/golden.json" with { type: "json" };
import { bundle, expected, HASHES } from "./bundle.ts";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

async function chromiumPath(): Promise<string | undefined> {
  for (const path of PATHS) {
    if (await Deno.stat(path).then(({ isFile, isSymlink }) => isFile || isSymlink, () => false)) return path;
  }
  return undefined;
}

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Results of the page, which it sends back to its server. */
async function hashesOfPage(chromium: string, isIsolated: boolean): Promise<unknown> {
  const script = await bundle();
  const page = `<!doctype html><title>cobahh</title><script type="module">
    import * as cobahh from "./cobahh.js";
    let answer;
    try {
      answer = await (${HASHES})(cobahh, ${JSON.stringify(golden)});
    } catch (error) {
      answer = String(error);
    }
    await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
  </script>`;
  const isolation: Record<string, string> = isIsolated
    ? { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" }
    : {};
  const answer = Promise.withResolvers<unknown>();
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/answer") {
      answer.resolve(await request.json());
      return new Response();
    }
    const [body, type] = pathname === "/cobahh.js" ? [script, "text/javascript"] : [page, "text/html"];
    return new Response(body, { headers: { "content-type": type, ...isolation } });
  });
  const profile = await Deno.makeTempDir();
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const browser = new Deno.Command(chromium, {
    args: [...FLAGS, `--user-data-dir=${profile}`, url],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const timeout = setTimeout(() => answer.reject(new Error("the page gave no answer within three minutes")), 180_000);
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timeout);
    browser.kill();
    await browser.status;
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

const chromium = await chromiumPath();
if (chromium === undefined) {
  console.log(
    `no Chromium at ${PATHS.join(" or ")}: its golden spike trains are not checked (Debian: apt install chromium)`,
  );
}

for (const isIsolated of [true, false]) {
  const place = isIsolated ? "a page that is cross-origin isolated" : "a page that is not";
  Deno.test({
    name: `Chromium gives the golden spike trains in ${place}`,
    ignore: chromium === undefined,
    async fn() {
      assertEquals(await hashesOfPage(chromium!, isIsolated), expected(golden, isIsolated ? 2 : 1));
    },
  });
}
