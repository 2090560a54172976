/** Where the page came from a server: installable, and kept on the device for the next time. */

import { scriptUrl } from "./trusted.js";

/** Nothing happens on a page from disk, which is there anyway, nor on the page in one file. */
export function startOffline() {
  const { serviceWorker, manifest } = document.documentElement.dataset;
  if (!location.protocol.startsWith("http") || !serviceWorker || !manifest) return;
  document.head.append(
    Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }),
  );
  // Without it the page works all the same, as long as there is the server.
  navigator.serviceWorker?.register(scriptUrl(serviceWorker)).catch(() => {});
}
