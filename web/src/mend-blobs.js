/**
 * In WebKit (2.50) the workers of a page from disk cannot read blobs: whatever they try fails with
 * NotReadableError. The page can, so it reads for them; `readFor` is its end.
 */

/** Called in a worker: where blobs cannot be read, have the page read them. */
export async function mendBlobs() {
  const isWhole = await new Blob(["?"]).arrayBuffer().then(Boolean, () => false);
  if (isWhole) return;
  Blob.prototype.arrayBuffer = function () {
    const { port1, port2 } = new MessageChannel();
    postMessage({ read: this, port: port2 }, { transfer: [port2] });
    return new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) =>
        data === null ? reject(new DOMException("", "NotReadableError")) : resolve(data);
    });
  };
  Blob.prototype.text = async function () {
    return new TextDecoder().decode(await this.arrayBuffer());
  };
}

/**
 * Called in the page.
 *
 * @param {Blob} blob
 * @param {MessagePort} port to the worker that waits for its bytes; gets null if there are none
 */
export async function readFor(blob, port) {
  const bytes = await blob.arrayBuffer().catch(() => null);
  port.postMessage(bytes, bytes === null ? [] : [bytes]);
}
