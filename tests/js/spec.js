/** The shipped parameters, as the page has them. */

import { readFileSync } from "node:fs";

export const SPEC = JSON.parse(
  readFileSync(new URL("../../web/model/spec.json", import.meta.url), "utf8"),
);
