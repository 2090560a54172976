"""docs/embedding.md is true: its example runs as it stands, bundled, and under its policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audio_page import WEB, AudioPage
from tests.server import serving
from training.messages import ERRORS
from training.predict import classify
from training.shipped import ShippedModel

ROOT = WEB.parent
CLIP = Path(__file__).parent / "clips" / "real-en.flac"
TEXT = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w*)\n(.*?)```", TEXT, re.DOTALL))
SCRIPT = re.compile(r'<script type="module">(.*?)</script>', re.DOTALL)


@pytest.fixture(params=["as it stands", "bundled"])
def folder(request: pytest.FixtureRequest, dist: Path, tmp_path: Path) -> Path:
    """The example as index.html, with the modules beside it or bundled into one script."""
    page = BLOCKS["html"]
    for name in ("deepfake-audio.js", "deepfake-audio-model.js"):
        shutil.copy(dist / name, tmp_path)
    if request.param == "bundled":
        script = SCRIPT.search(page)
        assert script is not None
        (tmp_path / "entry.js").write_text(script[1], encoding="utf-8")
        esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
        command = [str(esbuild), "entry.js", "--bundle", "--outfile=bundle.js", "--log-level=error"]
        subprocess.run(command, cwd=tmp_path, check=True)
        page = SCRIPT.sub('<script defer src="bundle.js"></script>', page)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    return tmp_path


@pytest.fixture
def example(browser: Browser, folder: Path) -> Iterator[Page]:
    script = SCRIPT.search(BLOCKS["html"])
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    policy = BLOCKS[""].strip().replace("'self'", f"'self' 'sha256-{digest}'")
    with serving(folder, {"Content-Security-Policy": policy}) as address:
        page = browser.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("classify([0, 0.1], 16000)", "samples: a Float32Array is wanted"),
        ("classifyFile('a.wav')", "a Blob or a File is wanted"),
        ("classify(new Float32Array(32000), 16000, { hopS: 0 })", "hopS: a number of seconds"),
        ("classify(new Float32Array(32000), 16000, { hopS: NaN })", "hopS: a number of seconds"),
        ("classifyFile(new Blob(['x']), { hopS: null })", "hopS: a number of seconds"),
    ],
)
def test_arguments_of_another_kind_are_refused_with_a_reason(
    page: AudioPage, call: str, said: str
) -> None:
    name, message = page.page.evaluate(
        f"() => DeepfakeAudio.{call}.then(() => [], (e) => [e.name, e.message])"
    )
    assert name == "TypeError"
    assert said in message


def test_what_cannot_be_sent_to_a_worker_fails_at_once_and_the_next_call_works(
    page: AudioPage,
) -> None:
    name = page.page.evaluate(
        "() => DeepfakeAudio.stages.toMono([() => {}]).then(() => '', (e) => e.name)"
    )
    assert name == "DataCloneError"
    assert page.page.evaluate(
        "() => DeepfakeAudio.stages.holdsVoice([1, 0, 0, 1], { voice_above: 0.5 })"
    ) == [True]


def test_the_example_has_twenty_lines_of_script_at_most() -> None:
    script = SCRIPT.search(BLOCKS["html"])
    assert script is not None
    assert len(script[1].strip().splitlines()) <= 20


def test_the_example_judges_a_file_under_the_documented_policy(
    example: Page, shipped: ShippedModel
) -> None:
    expected = classify(CLIP, shipped)
    output = example.locator("output")
    expect(output).to_have_text("Ready")
    example.set_input_files("input", CLIP)
    shown = f"{expected['verdict']} · {expected['p_fake']:.2f}"
    expect(output).to_contain_text(shown)


def test_the_example_tells_what_is_wrong_with_a_file(example: Page, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    example.set_input_files("input", tmp_path / "empty.wav")
    expect(example.locator("output")).to_have_text(ERRORS["empty"])


def test_without_a_model_it_says_what_to_call(browser: Browser, dist: Path) -> None:
    with serving(dist) as address:
        page = browser.new_page()
        page.goto(f"{address}types.d.ts")
        message = page.evaluate(
            """async () => {
              const { classify } = await import("./deepfake-audio.js");
              return classify(new Float32Array(9), 8000).catch((error) => error.message);
            }"""
        )
        assert message == "Call start(model) first."
        page.close()


@pytest.mark.parametrize(("kind", "resolution"), [("esnext", "bundler"), ("nodenext",) * 2])
def test_its_types_stand_on_their_own(
    dist: Path, tmp_path: Path, kind: str, resolution: str
) -> None:
    """A strict TypeScript program that uses everything compiles; one that misuses it does not."""
    about = json.loads((ROOT / "package.json").read_text())
    module = tmp_path / "node_modules" / about["name"]
    module.mkdir(parents=True)
    shutil.copy(ROOT / "package.json", module)
    shutil.copytree(dist, module / "dist", ignore=shutil.ignore_patterns("*.html"))
    program = """
        import { AudioError, classify, classifyFile, start } from "deepfake-audio-detection";
        import model from "deepfake-audio-detection/model";
        const { backend }: { backend: string } = await start(model);
        const signal = new AbortController().signal;
        const { p_fake } = await classify(new Float32Array(9), 8000, { signal });
        const p: number | null = p_fake;
        const verdict: "real" | "fake" | "unsure" = (await classifyFile(new Blob())).verdict;
        console.log(backend, p, verdict, (null! as AudioError).code satisfies string);
    """
    tsc = [
        str(ROOT / "node_modules" / ".bin" / "tsc"),
        "--strict",
        "--noEmit",
        "--target",
        "es2022",
    ]
    tsc += ["--module", kind, "--moduleResolution", resolution, "--lib", "es2023,dom"]
    # Without it, types that are not found would be errors of their own; with it they are "any".
    tsc += ["--skipLibCheck"]
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for wrong in ("", "start(7);"):
        (tmp_path / "program.ts").write_text(program + wrong, encoding="utf-8")
        done = subprocess.run(
            [*tsc, "--types", "", "program.ts"], cwd=tmp_path, capture_output=True
        )
        assert (done.returncode == 0) == (wrong == ""), done.stdout.decode()
