/** The examples that the page brings along; web/build.mjs puts their files into web/examples.js. */

export const EXAMPLES = /** @type {const} */ ([
  {
    id: "real",
    file: "real-en.flac",
    credit: "Allison Smith, from the Asterisk core sounds",
    licence: "CC BY-SA 3.0, creativecommons.org/licenses/by-sa/3.0",
  },
  {
    id: "synthetic",
    file: "fake-kokoro-en.flac",
    credit: "Kokoro-82M, voice af_heart",
    licence: "Apache-2.0, apache.org/licenses/LICENSE-2.0",
  },
  {
    id: "robot",
    file: "fake-flite.flac",
    credit: "Flite 2.2, voice slt",
    licence: "CC0, creativecommons.org/publicdomain/zero/1.0",
  },
]);
