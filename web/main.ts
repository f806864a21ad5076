/// <reference lib="dom" />
/**
 * Start of the page: checks that the engine can run here, then starts the explorer.
 *
 * @module
 */

import { byId } from "./element.ts";
import { Explorer } from "./explorer.ts";
import { clearMessages, showMessage } from "./messages.ts";
import { startWorker } from "./runner.ts";

async function begin(): Promise<void> {
  clearMessages();
  const { worker, abilities } = startWorker();
  const { methods, unavailable } = await abilities;
  if (unavailable !== undefined) {
    showMessage(
      `The network cannot run here: ${unavailable}. Current versions of Chrome, Edge, Firefox and Safari have it.`,
    );
    return;
  }
  document.querySelector("main")!.hidden = false;
  byId("messages").hidden = false;
  new Explorer(worker, methods);
}

begin().catch((error) => showMessage(`The simulation cannot start: ${error.message}.`));
