import { assertEquals } from "@std/assert";
import { commitIn } from "../../commands/environment.ts";

Deno.test("the commit is read from the repository's files, and unknown without them", async () => {
  const folder = await Deno.makeTempDir({ prefix: "cobahh-git-" });
  const git = new URL(`file://${folder}/`);
  try {
    assertEquals(commitIn(git), "unknown");
    await Deno.writeTextFile(`${folder}/HEAD`, "ref: refs/heads/main\n");
    assertEquals(commitIn(git), "unknown");
    await Deno.writeTextFile(`${folder}/packed-refs`, `# pack-refs\n${"1".repeat(40)} refs/heads/main\n`);
    assertEquals(commitIn(git), "1".repeat(40));
    await Deno.writeTextFile(`${folder}/HEAD`, "2".repeat(40) + "\n");
    assertEquals(commitIn(git), "2".repeat(40));
    // A further work tree: its .git is a file, and its branches are in the folder that all share.
    await Deno.mkdir(`${folder}/worktrees/other`, { recursive: true });
    await Deno.writeTextFile(`${folder}/worktrees/other/HEAD`, "ref: refs/heads/main\n");
    await Deno.writeTextFile(`${folder}/worktrees/other/commondir`, "../..\n");
    await Deno.writeTextFile(`${folder}/file`, `gitdir: ${folder}/worktrees/other\n`);
    assertEquals(commitIn(new URL(`file://${folder}/file/`)), "1".repeat(40));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
