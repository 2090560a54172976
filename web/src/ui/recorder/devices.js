/** Which microphone; remembered on the device, and shown as soon as there is a choice. */

import { microphones } from "../../recording/sources.js";
import { t } from "../../strings/index.js";
import { element } from "../dom.js";

const KEY = "deepfake-audio-detection-microphone";

/** @returns {string} the chosen microphone's name, "" for none */
function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} label */
function remember(label) {
  try {
    localStorage.setItem(KEY, label);
  } catch {
    // It then lasts until the page is closed.
  }
}

export function createDeviceChoice() {
  const select = element("select", { id: "microphone" });
  const node = element("div", { class: "devices", hidden: true });
  node.append(
    element("label", { for: "microphone" }, () => t.recorder.microphone),
    select,
  );
  let wanted = remembered();

  select.addEventListener("change", () => {
    wanted = select.value === "" ? "" : (select.selectedOptions[0].textContent ?? "");
    remember(wanted);
  });

  /** Identifiers change from one visit to the next on pages from disk; names do not. */
  async function update() {
    const known = await microphones();
    const options = known
      .filter(({ deviceId }) => deviceId !== "default" && deviceId !== "communications")
      .map(({ deviceId, label }) => element("option", { value: deviceId }, label));
    select.replaceChildren(
      element("option", { value: "" }, () => t.recorder.systemChoice),
      ...options,
    );
    const chosen = options.find((option) => option.textContent === wanted);
    select.value = chosen?.value ?? "";
    node.hidden = options.length < 2;
  }

  navigator.mediaDevices?.addEventListener("devicechange", update);
  update();
  return {
    node,
    select,
    update,
    get deviceId() {
      return select.value;
    },
  };
}
