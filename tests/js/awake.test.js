/** The screen is kept on for as long as a recording lasts, also after a look at another app. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { keepAwake } from "../../web/src/ui/recorder/awake.js";

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A page and a browser that takes every lock when the page is hidden. */
function phone() {
  const page = new EventTarget();
  const held = new Set();
  const request = async () => {
    const lock = { release: async () => held.delete(lock) };
    held.add(lock);
    return lock;
  };
  Object.assign(page, { visibilityState: "visible" });
  Object.defineProperty(globalThis, "document", { value: page, configurable: true });
  const value = { wakeLock: { request } };
  Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  const see = async (state) => {
    if (state === "hidden") held.clear();
    page.visibilityState = state;
    page.dispatchEvent(new Event("visibilitychange"));
    await settled();
  };
  return { held, see };
}

test("it is asked for again when the page is seen again, and given back in the end", async () => {
  const { held, see } = phone();
  const end = keepAwake();
  await settled();
  assert.equal(held.size, 1);
  await see("hidden");
  assert.equal(held.size, 0);
  await see("visible");
  assert.equal(held.size, 1);
  end();
  await settled();
  assert.equal(held.size, 0);
  await see("visible");
  assert.equal(held.size, 0);
});

test("a lock that comes after the end is given back", async () => {
  const { held } = phone();
  keepAwake()();
  await settled();
  assert.equal(held.size, 0);
});

test("a browser that has no locks, or refuses them, records all the same", async () => {
  phone();
  const refuse = () => Promise.reject(new DOMException("low battery", "NotAllowedError"));
  for (const wakeLock of [undefined, { request: refuse }]) {
    Object.defineProperty(globalThis, "navigator", { value: { wakeLock }, configurable: true });
    keepAwake()();
    await settled();
  }
});
