/**
 * The scripts that the page may start, by address. The browser takes no other text for one, nor any
 * for markup: `require-trusted-types-for 'script'` in index.html forbids it, and `trusted-types`
 * there lets no other policy in.
 */

/** Beside the page: the examples and the service worker. */
const OWN = ["examples.js", "sw.js"];

/** @param {string} url */
function createScriptURL(url) {
  if (url.startsWith("blob:") || OWN.includes(url)) return url;
  throw new TypeError(`${url} is not a script of this page.`);
}

/** A page of others may not name this policy, nor ask for one. */
function createPolicy() {
  try {
    return /** @type {any} */ (globalThis).trustedTypes?.createPolicy("deepfake-audio", {
      createScriptURL,
    });
  } catch {
    return undefined;
  }
}

const policy = createPolicy();

/**
 * @param {string} url
 * @returns {string} in browsers with Trusted Types an object that stands for it
 * @throws {TypeError} if it is not a script of this page
 */
export const scriptUrl = (url) => policy?.createScriptURL(url) ?? createScriptURL(url);
