/**
 * Keeps the page on the device once it was opened from a server, so that it opens offline, too.
 *
 * Generated into web/sw.js, which names every file by its hash: another file is another sw.js, which
 * the browser takes for an update. It fetches these files and nothing else, and takes no messages.
 */

/** @type {Record<string, string>} SHA-256 in base64 by path; set by web/build.mjs */
const files = FILES;

const worker = /** @type {import("./service-worker-types").ServiceWorkerGlobalScope} */ (
  /** @type {unknown} */ (self)
);
const { scope } = worker.registration;
const PREFIX = `${scope} `;
const NAME = PREFIX + Object.values(files).join("");

/** All or nothing: a file that is not the one it should be fails the whole installation. */
async function install() {
  const cache = await caches.open(NAME);
  const stored = Object.entries(files).map(async ([path, hash]) => {
    const address = path === "index.html" ? scope : new URL(path, scope).href;
    const response = await fetch(address, { integrity: `sha256-${hash}`, cache: "no-cache" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    // Anew, because a page may not be answered with a response that was redirected.
    await cache.put(path, new Response(response.body, { headers: response.headers }));
  });
  await Promise.all(stored);
  await worker.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await worker.clients.claim();
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || !(origin + pathname).startsWith(scope)) return;
  const path = (origin + pathname).slice(scope.length) || "index.html";
  if (path in files) event.respondWith(answer(path, event.request));
});

/** @type {(path: string, request: Request) => Promise<Response>} */
async function answer(path, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}
