import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { explorerTest, hashesAtRest, inState, PATIENCE, valueOf } from "./browser.ts";

/** The query, and what the form has for scale. */
async function shown(page: Page): Promise<[query: string, scale: string]> {
  return [decodeURIComponent(new URL(page.url()).search), await valueOf(page, "scale")];
}

/** Waits until the page shows this: a step through the history is over before the page has followed it. */
async function shows(page: Page, expected: readonly [query: string, scale: string]): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
    if ((await shown(page)).every((text, k) => text === expected[k])) return;
    await page.waitForTimeout(20);
  }
  assertEquals(await shown(page), expected);
}

explorerTest("Back undoes a setting, Forward sets it again", { query: "?speed=max&stop=30" }, async ({ page }) => {
  const first = await hashesAtRest(page);
  await page.fill('[name="scale"]', "0.5");
  await page.press('[name="scale"]', "Tab");
  const second = await hashesAtRest(page);
  await page.selectOption('[name="variant"]', "nest");
  await hashesAtRest(page);
  const changed = await shown(page);
  await page.goBack();
  await shows(page, ["?scale=0.5&stop=30&speed=max", "0.5"]);
  assertEquals(await hashesAtRest(page), second);
  await page.goBack();
  await shows(page, ["?stop=30&speed=max", "1"]);
  assertEquals(await hashesAtRest(page), first);
  await page.goForward();
  await shows(page, ["?scale=0.5&stop=30&speed=max", "0.5"]);
  await page.goForward();
  await shows(page, changed);
  assertEquals(await valueOf(page, "variant"), "nest");
});

explorerTest("what a run takes over is undone without a new run", { query: "?speed=0.1" }, async ({ page }) => {
  await inState(page, "running");
  await page.selectOption("#window", "200");
  for (const neuron of ["20", "21", "22"]) {
    await page.fill("#neuron", neuron);
    await page.press("#neuron", "Enter");
  }
  await page.evaluate(`window.states = [];
    new MutationObserver(() => window.states.push(document.body.dataset.state))
      .observe(document.body, { attributeFilter: ["data-state"] })`);
  await page.goBack();
  assertEquals([await page.inputValue("#neuron"), await page.inputValue("#window")], ["13", "200"]);
  await page.goBack();
  assertEquals([await page.inputValue("#neuron"), await page.inputValue("#window")], ["13", "500"]);
  assertEquals(await page.evaluate("window.states"), []);
});
