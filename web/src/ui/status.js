/** The line at the foot of the page: is the model ready? */

import { t } from "../strings/index.js";
import { byId } from "./dom.js";
import { live } from "./live.js";

let say = () => t.page.loading;

const show = () => {
  byId("status").textContent = say();
};

export const startStatus = () => live(byId("status"), show);

/** The model is loaded, or will not be. @param {() => string} sentence */
export function showStatus(sentence) {
  say = sentence;
  byId("status").dataset.state = "settled";
  show();
}
