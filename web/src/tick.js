/** Let waiting messages in; unlike `setTimeout`, at full speed also where the page is hidden. */
export const tick = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(null);
    };
    port2.postMessage(null);
  });
