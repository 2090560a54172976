/** Input that cannot be judged; `code` is a key of the spec's `errors`, which holds the sentence. */
export class AudioError extends Error {
  /**
   * @param {string} code
   * @param {string} [message] the sentence
   */
  constructor(code, message = code) {
    super(message);
    this.name = "AudioError";
    this.code = code;
  }
}

/** What a cancelled job rejects with. */
export const aborted = () => new DOMException("The job was cancelled.", "AbortError");
