/** Who helps whom: a worker with a long file lends its windows to those that are idle, see crew.js. */

/** @typedef {{
 *   worker: Worker,
 *   current: import("./call.js").Call | null,
 *   wantsHelp: boolean,
 *   helpers: Map<number, Slot>,
 *   isAsking: boolean,
 *   silentTicks: number,
 *   hasNewHelpers: boolean
 * }} Slot a place for a worker; `helpers` by the numbers under which its worker knows them,
 *   `isAsking` while the worker waits for the page, and see watchdog.js */

let helperId = 0;

/** Let one worker help another. @param {Slot} owner @param {Slot} helper */
export function link(owner, helper) {
  if ([...owner.helpers.values()].includes(helper)) return;
  const { port1, port2 } = new MessageChannel();
  owner.helpers.set(++helperId, helper);
  owner.worker.postMessage({ helper: helperId, port: port1 }, [port1]);
  helper.worker.postMessage({ lend: port2 }, [port2]);
}

/** Tell those whom it helped that a worker is gone. @param {Slot[]} slots @param {Slot} lost */
export function unlink(slots, lost) {
  for (const owner of slots) {
    for (const [id, helper] of owner.helpers) {
      if (helper !== lost) continue;
      owner.helpers.delete(id);
      owner.worker.postMessage({ lost: id });
    }
  }
}
