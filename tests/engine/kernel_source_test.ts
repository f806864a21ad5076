import { assertEquals } from "@std/assert";

Deno.test("the committed kernels are what their source builds", async () => {
  const root = new URL("../../", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-c", "tools/deno.json", "--allow-read=.", "tools/build_kernel.ts", "--check"],
    cwd: root,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
});
