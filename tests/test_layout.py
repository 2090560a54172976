"""How the page looks, in every main state, light, dark and on a phone.

What is measured can only fail for a defect: a picture would also change with every font and model.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.test_accessibility import STATES, page_with

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
SHOWN = ("idle", "busy", "an error", "a voice, everything open", "can't tell", "many", "settings")
FINE_PRINT = {"11px", "11.7px", "12px"}
"""Plots on a phone, code within small print, the numbers of a heat map."""

LANDMARKS = """() => {
  const selectors = [".masthead", "#drop-zone", "#folder-button", ".record-buttons", "#examples",
    "#privacy", ".toolbar", ".entries", "body > footer"];
  const nodes = document.querySelectorAll(selectors.join());
  return [...nodes].filter((node) => node.getClientRects().length > 0).map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const name = node.id || node.className || node.tagName;
    return { name, left, right, top, bottom };
  });
}"""
FULL_WIDTH = ("masthead", "drop-zone", "examples", "privacy", "toolbar", "entries", "FOOTER")

STRAY = """() => {
  const names = ["page", "surface", "sunken", "line", "line-strong", "text", "text-soft", "accent",
    "accent-soft", "on-accent", "real", "fake", "unsure", "danger"];
  const root = document.documentElement;
  const probe = document.body.appendChild(document.createElement("i"));
  const resolved = (property, value) => {
    probe.style[property] = value;
    return getComputedStyle(probe)[property];
  };
  const colours = new Set(names.map((name) => resolved("color", `var(--${name})`)));
  const sizes = [0, 1, 2, 3, 4].map((step) => resolved("fontSize", `var(--step-${step})`));
  probe.remove();
  const stray = { colours: [], sizes: [] };
  for (const node of document.querySelectorAll("body *")) {
    const drawn = node.checkVisibility() && node.closest(".symbols, canvas") === null;
    if (!drawn || node.matches("input, option")) continue;
    const style = getComputedStyle(node);
    const name = `${node.tagName}.${node.getAttribute("class")}`;
    for (const property of ["color", "backgroundColor", "borderTopColor"]) {
      const [colour, isSeen] = [style[property], !style[property].endsWith(", 0)")];
      if (isSeen && !colours.has(colour)) stray.colours.push([name, property, colour]);
    }
    const texts = [...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const hasText = texts.some(({ data }) => data.trim() !== "");
    if (hasText && !sizes.includes(style.fontSize)) stray.sizes.push([name, style.fontSize]);
  }
  return stray;
}"""

STRETCHED = """() => [...document.querySelectorAll(".quiet, .chip, .record-button")]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 400)
  .map((node) => node.textContent)"""

CLIPPED = """() => [...document.querySelectorAll("button, summary, label, select, th, td")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
  .filter((node) => getComputedStyle(node).display !== "inline")
  .map((node) => node.textContent.slice(0, 40))"""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", SHOWN)
def test_all_is_in_line_in_its_colours_and_over_nothing_else(
    browser: Browser, tmp_path: Path, state: str, look: str
) -> None:
    with page_with(browser, **LOOKS[look]) as page:
        STATES[state](page, tmp_path)
        boxes = page.page.evaluate(LANDMARKS)
        assert overlaps(boxes) == []
        names = [box["name"] for box in boxes]
        assert {"masthead", "drop-zone", "record-buttons", "privacy"} <= set(names)
        full = [box for box in boxes if box["name"].split()[0] in FULL_WIDTH]
        assert len({(round(box["left"]), round(box["right"])) for box in full}) == 1, full
        of = dict(zip(names, boxes, strict=True))
        if look != "phone":
            for edge in ("top", "bottom"):
                assert of["folder-button"][edge] == of["record-buttons"][edge]
            assert page.page.evaluate(STRETCHED) == []
        stray = page.page.evaluate(STRAY)
        assert stray["colours"] == []
        assert [found for found in stray["sizes"] if found[1] not in FINE_PRINT] == []
        assert page.page.evaluate(CLIPPED) == []


def overlaps(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs that lie over each other."""
    return [
        (a["name"], b["name"])
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]
