"""Disks fill up, files go while they are read, processes are killed: nothing is lost, and what is
wrong is named. See docs/reliability.md.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

import convert
from tests.corpus_fakes import ToySource, speech
from tests.signals import babble
from tests.tiny_run import start, tiny_clips
from training import predict, train
from training.audio import load_blocks
from training.corpus import __main__ as corpus
from training.corpus import read_folder, registry
from training.corpus.clip import Clip
from training.messages import AudioError
from training.params import Params
from training.runs import save_clips
from training.shipped import ShippedModel

ROOT = Path(__file__).resolve().parent.parent
CLIP = ROOT / "tests" / "clips" / "real-en.flac"


def python(code: str, *arguments: str | Path, out: str | None = None) -> Any:
    """Run a script or, with `-m`, a module in a process of its own."""
    command = (
        [sys.executable, *code.split(" ")] if code[:2] == "-m" else [sys.executable, "-c", code]
    )
    with Path(out or os.devnull).open("w") as stdout:
        return subprocess.run(
            [*command, *map(str, arguments)],
            cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip


def test_what_is_no_file_in_a_folder_is_left_out(tmp_path: Path) -> None:
    speech(tmp_path / "real/a.wav")
    (tmp_path / "real/broken-link.wav").symlink_to(tmp_path / "nowhere.wav")
    (tmp_path / "real/circle.wav").symlink_to(tmp_path / "real/circle.wav")
    (tmp_path / "real/folder.wav").mkdir()
    os.mkfifo(tmp_path / "real/pipe.wav")
    assert [clip.path.name for clip in read_folder(tmp_path)] == ["a.wav"]


def test_a_file_that_goes_while_others_are_judged_is_named_and_the_rest_is_judged(
    shipped: ShippedModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = tmp_path / "gone.wav"
    sf.write(gone, babble(16_000, 2.0), 16_000)
    judge = predict.classify

    def remove_first(path: Path, model: ShippedModel) -> dict[str, Any]:
        gone.unlink(missing_ok=True)
        return judge(path, model)

    monkeypatch.setattr(predict, "load_shipped", lambda _: shipped)
    monkeypatch.setattr(predict, "classify", remove_first)
    assert predict.main([str(CLIP), str(gone), str(CLIP)]) == 1
    first, second, third = capsys.readouterr().out.splitlines()
    assert second == f"{gone}: error: There is no such file."
    assert first == third


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3"])
def test_a_file_that_shrinks_while_it_is_read_ends_or_is_refused(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    sf.write(path, np.tile(babble(16_000, 10.0), 6), 16_000)
    received = 0
    try:
        for x, _ in load_blocks(path, Params()):
            os.truncate(path, path.stat().st_size // 2)
            assert np.isfinite(x).all()
            received += x.size
    except AudioError:
        pass
    assert received < 60 * 16_000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("kind", [[], ["--json"]])
def test_on_a_full_disk_the_command_line_says_that_it_cannot_write(kind: list[str]) -> None:
    done = python("-m training.predict", CLIP, *kind, out="/dev/full")
    assert done.returncode == 2
    assert "predict: the answer can't be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # A file in the way, because the root user may write into any folder.
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "out"
    monkeypatch.setattr(registry, "SOURCES", (ToySource(tmp_path / "log"),))
    for main, option in ((corpus.main, "--out"), (train.main, "--run")):
        extra = ["--sources=toy"] if main is corpus.main else []
        assert main([f"{option}={out}", *extra]) in (1, 2)
        error = capsys.readouterr().err
        assert str(tmp_path / "file") in error
        assert "Not a directory" in error


Artefact = tuple[dict[str, Any], bytes, dict[str, Any], dict[str, str]]
ARTEFACT: Artefact = ({}, b"weights", {"new": True}, {"ann": "train"})


def test_a_disk_that_fills_while_a_model_is_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "model"
    convert.write_artefact(out, {}, b"old", {}, {})

    def full(path: Path, *_: Any, **__: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        convert.write_artefact(out, *ARTEFACT)
    assert (out / "weights.bin").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


KILLED_CONVERSION = """
import os, signal, sys
from pathlib import Path
import convert

write = Path.write_text
def killed(path, *arguments, **options):
    if path.name == "model.js":
        write(path, "globalThis.DEEP")
        os.kill(os.getpid(), signal.SIGKILL)
    return write(path, *arguments, **options)
Path.write_text = killed
convert.write_artefact(Path(sys.argv[1]), {}, b"weights", {"new": True}, {})
"""


def test_a_killed_conversion_leaves_the_old_model_and_can_be_repeated(tmp_path: Path) -> None:
    out = tmp_path / "model"
    convert.write_artefact(out, {}, b"old", {}, {})
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert python(KILLED_CONVERSION, out).returncode == -signal.SIGKILL
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    convert.write_artefact(out, *ARTEFACT)
    assert (out / "weights.bin").read_bytes() == b"weights"


def test_a_list_of_clips_that_was_not_finished_is_none(tmp_path: Path) -> None:
    clips = [Clip(tmp_path / name, "real", "people") for name in ("a.wav", "b.wav")]
    with pytest.raises(KeyError):
        save_clips(tmp_path, clips, {clips[0].path: "train"})
    assert not (tmp_path / "clips.csv").exists()


KILLED_TRAINING = """
import os, signal, sys
from pathlib import Path
import keras
from training import callbacks, train

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

epochs = 0
def in_second_epoch(self, epoch, logs=None):
    self.batches.epoch = epoch
    if epoch == 1 and sys.argv[1] == "in an epoch":
        die()

save = keras.Model.save
def while_saving(self, path, *arguments, **options):
    if sys.argv[1] == "while weights are saved" and Path(sys.argv[2], "best.keras").exists():
        Path(path).write_bytes(b"half a fi")
        die()
    return save(self, path, *arguments, **options)

callbacks.FollowEpoch.on_epoch_begin = in_second_epoch
keras.Model.save = while_saving
callbacks.waited = lambda values: 0
train.main(sys.argv[3:])
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("when", ["in an epoch", "while weights are saved"])
def test_a_killed_training_goes_on_with_whole_weights(tmp_path: Path, when: str) -> None:
    run = tmp_path / "run"
    (tmp_path / "sounds").mkdir()
    arguments = start(run, tiny_clips(tmp_path / "sounds"))
    killed = python(KILLED_TRAINING, when, run, *arguments)
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    assert (run / "best.keras").read_bytes().startswith(b"PK")
    assert not (run / "verdict.json").exists()
    assert train.main(arguments) == 0
    assert (run / "best.keras").read_bytes().startswith(b"PK")
    assert (run / "verdict.json").exists()
    epochs = (run / "history.csv").read_text().splitlines()[1:]
    assert [line.split(",")[0] for line in epochs] == ["0", "1"]
