/** How anyone can check the promise that nothing leaves the page. */

import { t } from "../strings/index.js";
import { byId, element } from "./dom.js";
import { refresh } from "./live.js";

const network = () => (navigator.onLine ? t.privacy.isOnline : t.privacy.isOffline);

export function startPrivacy() {
  const meta = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  const policy = /** @type {HTMLMetaElement} */ (meta).content.split("; ").join(";\n");
  const state = element("strong", { "data-testid": "network" }, network);
  const steps = element("ol", {});
  steps.append(
    element(
      "li",
      {},
      element("p", {}, () => t.privacy.policy),
      element("pre", { tabindex: "0", "data-testid": "policy" }, element("code", {}, policy)),
    ),
    element(
      "li",
      {},
      element("p", {}, () => `${t.privacy.offline} `, state),
    ),
    element(
      "li",
      {},
      element("p", {}, () => t.privacy.hash),
    ),
  );
  for (const event of ["online", "offline"]) addEventListener(event, () => refresh(state));
  byId("privacy").append(
    element(
      "details",
      {},
      element("summary", {}, () => t.privacy.how),
      steps,
    ),
  );
}
