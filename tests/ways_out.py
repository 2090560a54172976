"""Ways to send something out of a page, the rule that forbids each, and who would hear it."""

from __future__ import annotations

import socket
import threading


class Listener:
    """Accepts connections on a free port, and keeps what they say."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.received = b""
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._listen, args=[connection], daemon=True).start()

    def _listen(self, connection: socket.socket) -> None:
        with connection:
            while block := connection.recv(4096):
                self.received += block


SCRIPTS = ("script", "object")
"""Where a browser with Trusted Types refuses the address before the rule is asked."""

ADD = "document.body.append(Object.assign(document.createElement"
ATTEMPTS = {
    "fetch": ("connect-src", "await fetch(`http://${to}/`)"),
    "fetch without CORS": ("connect-src", "await fetch(`http://${to}/`, { mode: 'no-cors' })"),
    "fetch on leaving": ("connect-src", "await fetch(`http://${to}/`, { keepalive: true })"),
    "XMLHttpRequest": (
        "connect-src",
        "const x = new XMLHttpRequest(); x.open('POST', `http://${to}/`); x.send('voice')",
    ),
    "WebSocket": ("connect-src", "new WebSocket(`ws://${to}/`)"),
    "EventSource": ("connect-src", "new EventSource(`http://${to}/`)"),
    "beacon": ("connect-src", "navigator.sendBeacon(`http://${to}/`, 'voice')"),
    "image": ("img-src", "new Image().src = `http://${to}/?voice`"),
    "script": ("script-src-elem", f"{ADD}('script'), {{ src: trusted(`http://${{to}}/`) }}))"),
    "style sheet": (
        "style-src-elem",
        f"{ADD}('link'), {{ rel: 'stylesheet', href: `http://${{to}}/` }}))",
    ),
    "font": ("font-src", "await new FontFace('spy', `url(http://${to}/a.woff)`).load()"),
    "audio": ("media-src", "new Audio(`http://${to}/a.mp3`).load()"),
    "frame": ("frame-src", f"{ADD}('iframe'), {{ src: `http://${{to}}/` }}))"),
    "object": ("object-src", f"{ADD}('object'), {{ data: trusted(`http://${{to}}/`) }}))"),
    "form": (
        "form-action",
        f"{ADD}('form'), {{ action: `http://${{to}}/`, method: 'post' }})); "
        "document.forms[0].submit()",
    ),
}  # fmt: skip

TRY = """
async (to) => {
  const trusted = (url) => globalThis.trustForTest?.createScriptURL(url) ?? url;
  const refused = new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      resolve({ directive: event.effectiveDirective, blocked: event.blockedURI });
    }, { once: true });
  });
  (async () => { CODE })().catch(() => {});
  return Promise.race([refused, new Promise((resolve) => setTimeout(resolve, 5000, null))]);
}
"""
