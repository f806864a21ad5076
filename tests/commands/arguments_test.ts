import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { parseArgs as parserOfCommands } from "../../links/cli/mod.ts";

Deno.test("the parser that the commands import by a path is the standard library's", () => {
  const args = ["sim", "--scale", "0.5", "--seed=3", "--monitor", "v:0", "--monitor", "m:1", "--help", "--", "-x"];
  const options = { string: ["scale", "seed", "monitor", "_"], boolean: ["help"], collect: ["monitor"] };
  assertEquals(parserOfCommands(args, options), parseArgs(args, options));
  assertEquals(parserOfCommands(args, options).monitor, ["v:0", "m:1"]);
});
