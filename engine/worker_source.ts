/**
 * Program of a worker: the same as thread.ts, in plain JavaScript, as text. From text a worker can be made anywhere (Blob URL),
 * without permission and without a file that a server or a bundler would have to know.
 *
 * @module
 */

import { copyWords } from "./fields.ts";
import { SETTINGS } from "./layout.ts";
import { COMMAND, CONTROL, SPINS } from "./shared_memory.ts";
import { obeyWatchOrder } from "./watch_order.ts";

/** The worker's program. */
export const WORKER_SOURCE: string = `
const start = ({ image, watching, modules, shared, staging }) => {
  const memory = new WebAssembly.Memory({ initial: image.pages });
  for (const { address, bytes } of image.segments) new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  const { address: { block, pending, pendingLags, event }, blockBytes, range: { first, size }, settings } = image;
  const spins = Math.min(settings.spins, ${SPINS});
  const range = { block, blockBytes, first, size };
  image = undefined;
  const update = new WebAssembly.Instance(modules.update, { env: { memory } }).exports[modules.updateName];
  const deliver = new WebAssembly.Instance(modules.deliver, { env: { memory } }).exports[modules.deliverName];
  const loop = new WebAssembly.Instance(modules.loop, { env: { memory, shared, update, deliver } }).exports;
  loop.init(...${JSON.stringify(SETTINGS)}.map((name) => settings[name]));
  const control = new Int32Array(shared.buffer);
  const staged = new Uint32Array(shared.buffer, staging);
  const words = () => new Uint32Array(memory.buffer);
  const copyWords = ${copyWords};
  const obeyWatchOrder = ${obeyWatchOrder};
  const commands = {
    ${COMMAND.run}: (steps) => loop.run(steps),
    ${COMMAND.copyOut}: (offset, stride) => copyWords(words(), range, { offset, stride }, staged, false),
    ${COMMAND.copyIn}: (offset, stride) => copyWords(words(), range, { offset, stride }, staged, true),
    ${COMMAND.setPending}: (count) => {
      words().set(staged.subarray(0, count), pending / 4);
      loop.setPending(4 * count);
    },
    ${COMMAND.setEvents}: (count) => {
      const own = words();
      let at = event / 4;
      for (let k = 0; k < 2 * count; k += 2) {
        const target = staged[k + 1] - first;
        if (target < 0 || target >= size) continue;
        own[at++] = staged[k];
        own[at++] = target;
      }
      loop.setEvents(event, 4 * at);
    },
    ${COMMAND.watch}: (length) => obeyWatchOrder(staged.subarray(0, length), words(), watching, loop.watch),
    ${COMMAND.setPendingLags}: (count) => words().set(staged.subarray(0, count), pendingLags / 4),
  };
  postMessage({ ready: true });
  for (let seen = 0;;) {
    // The next command of a run comes soon, and waking takes as long as several steps.
    for (let k = 0; k < spins && Atomics.load(control, ${CONTROL.sequence}) === seen; k++);
    Atomics.wait(control, ${CONTROL.sequence}, seen);
    const sequence = Atomics.load(control, ${CONTROL.sequence});
    if (sequence === seen) continue;
    seen = sequence;
    const command = control[${CONTROL.command}];
    if (command === ${COMMAND.exit}) break;
    commands[command](control[${CONTROL.argument0}], control[${CONTROL.argument1}]);
    Atomics.add(control, ${CONTROL.finished}, 1);
    Atomics.notify(control, ${CONTROL.finished});
  }
  close();
};
onmessage = ({ data }) => {
  try {
    start(data);
  } catch (error) {
    postMessage({ error: String(error) });
    close();
  }
};
`;
