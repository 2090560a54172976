/** Which microphone; kept as a preference, and shown as soon as there is a choice. */

import { prefer, preferences } from "../../preferences.js";
import { microphones } from "../../recording/sources.js";
import { t } from "../../strings/index.js";
import { element } from "../dom.js";
import { live } from "../live.js";

export function createDeviceChoice() {
  const select = element("select", { id: "microphone" });
  const node = element("div", { class: "devices", hidden: true });
  node.append(
    element("label", { for: "microphone" }, () => t.recorder.microphone),
    select,
  );

  select.addEventListener("change", () => {
    const { textContent } = select.selectedOptions[0];
    prefer("microphone", select.value === "" ? "" : (textContent ?? ""));
  });

  /** Show the choice, which "Reset" in the settings takes back. */
  function show() {
    const wanted = [...select.options].find(
      ({ value, textContent }) => value !== "" && textContent === preferences.microphone,
    );
    select.value = wanted?.value ?? "";
  }

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
    show();
    node.hidden = options.length < 2;
  }

  live(select, show);
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
