"""A file that changes or goes while the page reads it is an error, not a verdict on half of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile as sf
from playwright.sync_api import expect

from tests.audio_page import AudioPage
from tests.signals import babble
from tests.strings import read_strings

PIECE_S = 20.0

CHOSEN = """
() => {
  const input = Object.assign(document.createElement("input"), { type: "file", id: "for-test" });
  document.body.append(input);
}
"""

# Until somebody asks for its size, as the page's queue does, no browser can tell what has changed.
SHOWN = "() => document.getElementById('for-test').files[0].size"

JUDGE = """
async (isDisturbed) => {
  let isFirst = isDisturbed;
  const onWindow = () => {
    if (isFirst) changeForTest();
    isFirst = false;
  };
  const [file] = document.getElementById("for-test").files;
  return DeepfakeAudio.classifyFile(file, { onWindow }).then(
    ({ duration_s }) => ({ duration_s }),
    ({ code, message }) => ({ code, message }),
  );
}
"""


def cut(path: Path) -> None:
    """Browsers compare times in whole seconds: this is a cut in the second of the last change."""
    before = path.stat()
    os.truncate(path, before.st_size // 2)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def write_again(path: Path) -> None:
    """As many bytes as before, a minute later."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 60 * 10**9))


CHANGES: dict[str, Callable[[Path], None]] = {
    "cut": cut,
    "written again": write_again,
    "gone": Path.unlink,
}


def record(path: Path, pieces: int) -> Path:
    """A recording of so many times 20 s."""
    piece = babble(16_000, PIECE_S)
    with sf.SoundFile(path, "w", 16_000, 1) as file:
        for _ in range(pieces):
            file.write(piece)
    return path


@pytest.fixture(scope="module", params=["wav", "flac"])
def recording(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Long enough to be waited for."""
    return record(tmp_path_factory.mktemp("long") / f"long.{request.param}", 15)


@pytest.fixture(scope="module", params=["wav", "flac"])
def quarter_hour(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So long that even on a busy machine it changes before all of it is read."""
    return record(tmp_path_factory.mktemp("longer") / f"longer.{request.param}", 45)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("when", ["before it is read", "while it is read"])
def test_a_file_that_changes_is_refused(
    page: AudioPage, quarter_hour: Path, tmp_path: Path, change: str, when: str
) -> None:
    path = tmp_path / quarter_hour.name
    path.write_bytes(quarter_hour.read_bytes())
    page.page.expose_function("changeForTest", lambda: CHANGES[change](path))
    page.page.evaluate(CHOSEN)
    page.page.set_input_files("#for-test", path)
    page.page.evaluate(SHOWN)
    if when == "before it is read":
        CHANGES[change](path)
    outcome = page.page.evaluate(JUDGE, when == "while it is read")
    assert outcome == {"code": "unreadable", "message": read_strings("en")["errors"]["unreadable"]}


def test_the_page_tells_a_file_that_was_cut_after_it_was_chosen(
    page: AudioPage, recording: Path, tmp_path: Path
) -> None:
    files = [tmp_path / f"{i}-{recording.name}" for i in range(4)]
    for path in files:
        path.write_bytes(recording.read_bytes())
    page.page.set_input_files("#file-input", files)
    cut(files[-1])  # which waits, for there are fewer workers
    last = page.page.get_by_test_id("entry").last
    expect(last).to_contain_text(read_strings("en")["errors"]["unreadable"], timeout=60_000)
