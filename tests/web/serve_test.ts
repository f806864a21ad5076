import { assertEquals, assertMatch } from "@std/assert";
import { serve } from "../../web/serve.ts";

/** Serves a folder with a page, a secret beside it and links to that, and gives what a request is answered with. */
async function serving(work: (ask: (path: string, method?: string) => Promise<Response>) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "cobahh-serve-" });
  await Deno.mkdir(`${folder}/page/inner`, { recursive: true });
  await Deno.writeTextFile(`${folder}/page/index.html`, "<p>page</p>");
  await Deno.writeTextFile(`${folder}/page/inner/a.js`, "inner");
  await Deno.writeTextFile(`${folder}/secret.txt`, "secret");
  await Deno.symlink(`${folder}/secret.txt`, `${folder}/page/link.txt`);
  const server = serve(`${folder}/page`, 0, true), { port } = server.addr;
  try {
    await work((path, method = "GET") => asked(port, path, method));
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
}

/** The answer to a request whose path is sent as it is; `fetch` would tidy it. */
async function asked(port: number, path: string, method: string): Promise<Response> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = `${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const text = await new Response(connection.readable).text();
  const [head, ...body] = text.split("\r\n\r\n"), [first, ...headers] = head.split("\r\n");
  return new Response(body.join("\r\n\r\n"), {
    status: Number(first.split(" ")[1]),
    headers: headers.map((line) => line.split(/: ?(.*)/).slice(0, 2) as [string, string]),
  });
}

Deno.test("the page is served, isolated and of its own type; HEAD has the headers alone", () =>
  serving(async (ask) => {
    for (const path of ["/", "/index.html", "/?scale=2"]) {
      const page = await ask(path);
      assertEquals([page.status, await page.text()], [200, "<p>page</p>"]);
      assertEquals(page.headers.get("x-content-type-options"), "nosniff");
      assertEquals(page.headers.get("content-type"), "text/html; charset=utf-8");
      assertEquals(page.headers.get("cross-origin-opener-policy"), "same-origin");
      const head = await ask(path, "HEAD");
      assertEquals([head.status, await head.text(), head.headers.get("content-length")], [200, "", "11"]);
    }
  }));

Deno.test("nothing outside the folder is served, however it is asked for", () =>
  serving(async (ask) => {
    const paths = [
      ...["/secret.txt", "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/..\\secret.txt", "//secret.txt"],
      ...["/link.txt", "/inner/a.js", "/inner", "/%00index.html", "/index.html%00", "/missing.js"],
    ];
    for (const path of paths) {
      const answer = await ask(path);
      assertEquals([answer.status, answer.headers.get("x-content-type-options")], [404, "nosniff"], path);
      assertMatch(await answer.text(), /^not found/);
    }
  }));

Deno.test("only GET and HEAD are answered", () =>
  serving(async (ask) => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const answer = await ask("/", method);
      assertEquals([answer.status, answer.headers.get("allow")], [405, "GET, HEAD"]);
      await answer.body?.cancel();
    }
  }));
