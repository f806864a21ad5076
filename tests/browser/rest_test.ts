import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import type { Page } from "playwright-core";
import { explorerTest, inState } from "./browser.ts";

/** Simulated time on the page's clock [ms]. */
async function time(page: Page): Promise<number> {
  return parseFloat((await page.textContent("#time"))!.replaceAll(",", ""));
}

/** Puts the page into the background, as far as it can tell, or back. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"))`);
}

explorerTest("a page in the background burns no processor", {
  query: "?speed=max",
  before: (page) => page.addInitScript(COUNT_ORDERS),
}, async ({ page }) => {
  await inState(page, "running");
  await page.waitForTimeout(400);
  const orders = () => page.evaluate("window.orders") as Promise<number>;
  assertGreater(await orders(), 3);
  await hide(page, true);
  await page.waitForTimeout(100);
  const before = await orders();
  await page.waitForTimeout(600);
  assertEquals(await orders(), before);
  const rested = await time(page);
  await hide(page, false);
  await page.waitForTimeout(400);
  assertGreater(await orders(), before);
  assertGreater(await time(page), rested);
});

/** Counts the orders to simulate that the page gives. */
const COUNT_ORDERS = `{
  window.orders = 0;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (order, ...others) {
    if (order.kind === "advance") window.orders++;
    return post.call(this, order, ...others);
  };
}`;

explorerTest(
  "where little motion is wanted nothing moves before it is started",
  { context: { reducedMotion: "reduce" } },
  async ({ page }) => {
    await inState(page, "paused");
    await page.waitForTimeout(300);
    assertEquals([await time(page), await page.textContent("#pause")], [0, "Run"]);
    assertEquals(new URL(page.url()).search, "");
    await page.click("#pause");
    await inState(page, "running");
    await page.waitForTimeout(300);
    assertGreater(await time(page), 0);
  },
);

explorerTest("run and clock stay in sight when the page is scrolled", {}, async ({ page }) => {
  await inState(page, "running");
  await page.evaluate("scrollTo(0, document.body.scrollHeight)");
  await page.waitForTimeout(100);
  for (const selector of ["#pause", "#time", "#neuron"]) {
    const { y } = (await page.locator(selector).boundingBox())!;
    assert(y >= 0, selector);
    assertLess(y, 120, selector);
  }
});
