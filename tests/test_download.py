"""What a visitor downloads, compressed as web servers do it, stays small."""

from __future__ import annotations

import gzip
import re

from tests.audio_page import WEB

MOST_BYTES = 2_500_000


def test_the_page_with_its_model_is_two_and_a_half_megabytes_at_most() -> None:
    index = (WEB / "index.html").read_text("utf-8")
    names = ["index.html", *re.findall(r'(?:src|href)="([^":#]+)"', index)]
    assert {"app.js", "model/model.js", "style/tokens.css"} < set(names)
    sizes = {name: len(gzip.compress((WEB / name).read_bytes())) for name in names}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
