/// <reference lib="dom" />
/**
 * Start of the page: checks that the engine can run here, then starts the explorer.
 *
 * @module
 */

import { byId } from "./element.ts";
import { Explorer } from "./explorer.ts";
import { showMessages } from "./messages.ts";
import { startWorker } from "./runner.ts";

async function begin(): Promise<void> {
  byId("loading").remove();
  const { worker, abilities } = startWorker();
  const { methods, unavailable } = await abilities;
  if (unavailable !== undefined) {
    showMessages("page", [
      `The network cannot run here: ${unavailable}. Current versions of Chrome, Edge, Firefox and Safari have it.`,
    ]);
    return;
  }
  document.querySelector("main")!.hidden = false;
  new Explorer(worker, methods);
}

begin().catch((error) => showMessages("page", [`The simulation cannot start: ${error.message}.`]));
