/**
 * The source of the page's programs as one text, for whoever wants to see how it is done where the repository is not at hand.
 *
 * @module
 */

/** The kernels: WebAssembly in base64, which nobody reads; their source is in tools/kernel/. */
const LEFT_OUT = /\.gen\.ts$/;

/** Every module of this repository that the programs have, whose graphs `deno info --json` has printed, by path. */
export async function sourceText(graphs: readonly string[], root: URL): Promise<string> {
  const paths = new Set(
    graphs.flatMap((graph) => (JSON.parse(graph).modules as { readonly specifier: string }[]))
      .map(({ specifier }) => specifier)
      .filter((url) => url.startsWith(root.href) && url.endsWith(".ts"))
      .map((url) => url.slice(root.href.length)),
  );
  const parts: string[] = [];
  for (const path of [...paths].sort()) {
    const text = LEFT_OUT.test(path) ? "(generated)\n" : await Deno.readTextFile(new URL(path, root));
    parts.push(`${path}\n${"=".repeat(path.length)}\n\n${text}`);
  }
  return parts.join("\n");
}
