"""What goes wrong while the page works has a defined end: workers that break down or hang, a
browser that refuses WebAssembly, a tab in the background. docs/reliability.md lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.audio_page import BRIDGE, INDEX, AudioPage, PageError, without_wasm
from tests.signals import babble
from tests.strings import read_strings

CLIP = Path(__file__).parent / "clips" / "real-ru.flac"
LONG = babble(16_000, 300.0)

# Keeps the workers in a list; null is a message that no worker understands, so it breaks down.
# The second one gets its message as soon as it helps: before, it may still be loading.
WATCHED = """
Object.defineProperty(navigator, "hardwareConcurrency", { get: () => PROCESSORS });
globalThis.workersForTest = [];
globalThis.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    workersForTest.push(this);
  }
  postMessage(message, ...others) {
    if (workersForTest.length <= DEAF) return;
    super.postMessage(message, ...others);
    if (message?.lend) lentForTest = true;
  }
};
globalThis.lentForTest = false;
globalThis.tellHelperForTest = (message) => {
  if (!lentForTest) return;
  globalThis.tellHelperForTest = () => {};
  workersForTest[1].postMessage(message);
};
"""

JUDGE = """
async ([samples]) => {
  const told = [];
  const progress = [];
  const options = {
    onWindow(window) { told.push(window); (DISTURB)(told.length); },
    onProgress: (fraction) => progress.push(fraction),
  };
  const result = await DeepfakeAudio.classify(reviveForTest(samples), 16000, options);
  return { result, told, progress, workers: workersForTest.length };
}
"""

OpenPage = Callable[[int], AudioPage]
ImpatientPage = Callable[..., AudioPage]


def watch(processors: int, deaf: int = 0) -> str:
    """As on a machine with so many processors, where the first workers hear nothing."""
    return WATCHED.replace("PROCESSORS", str(processors)).replace("DEAF", str(deaf))


@pytest.fixture
def watched(browser: Browser) -> Iterator[OpenPage]:
    """Opens the page as on a machine with so many processors."""
    contexts: list[BrowserContext] = []

    def open_page(processors: int) -> AudioPage:
        contexts.append(browser.new_context())
        contexts[-1].add_init_script(watch(processors))
        page = AudioPage(contexts[-1].new_page())
        page.open()
        return page

    yield open_page
    for context in contexts:
        context.close()


def judge(page: AudioPage, disturb: str = "() => {}") -> dict[str, Any]:
    outcome: dict[str, Any] = page.run(JUDGE.replace("DISTURB", disturb), LONG)
    assert outcome["told"] == outcome["result"]["windows"], "each window is told once, in order"
    assert outcome["progress"] == sorted(outcome["progress"])
    assert outcome["progress"][-1] == 1
    return outcome


@pytest.fixture(scope="module")
def undisturbed(browser: Browser) -> dict[str, Any]:
    """The result of one worker alone."""
    context = browser.new_context()
    context.add_init_script(watch(1))
    page = AudioPage(context.new_page())
    page.open()
    outcome = judge(page)
    context.close()
    assert outcome["workers"] == 1
    result: dict[str, Any] = outcome["result"]
    return result


def test_on_a_long_recording_workers_share_the_windows_and_nothing_changes(
    watched: OpenPage, undisturbed: dict[str, Any]
) -> None:
    outcome = judge(watched(3))
    assert outcome["workers"] == 3
    assert outcome["result"] == undisturbed


def test_of_many_files_each_worker_takes_one(watched: OpenPage) -> None:
    page = watched(2)
    alone = page.call("classifyFile", CLIP)
    assert page.page.evaluate("workersForTest.length") == 1
    results = page.run(
        "([file]) => Promise.all([1, 2, 3, 4].map(() => "
        "DeepfakeAudio.classifyFile(reviveForTest(file))))",
        CLIP,
    )
    assert results == [alone] * 4
    assert page.page.evaluate("workersForTest.length") == 2


def test_a_worker_that_breaks_down_is_replaced_and_its_file_tried_again(
    watched: OpenPage, undisturbed: dict[str, Any]
) -> None:
    outcome = judge(watched(1), "(n) => n === 20 && workersForTest[0].postMessage(null)")
    assert outcome["workers"] == 2
    assert outcome["result"] == undisturbed


def test_windows_that_a_broken_helper_had_are_judged_all_the_same(
    watched: OpenPage, undisturbed: dict[str, Any]
) -> None:
    outcome = judge(watched(2), "() => tellHelperForTest(null)")
    assert outcome["workers"] == 3
    assert outcome["result"] == undisturbed


def test_a_file_on_which_workers_break_down_twice_says_so_and_the_next_is_judged(
    watched: OpenPage,
) -> None:
    page = watched(1)
    message = page.run(
        """async ([samples]) => {
          const onProgress = () => workersForTest.at(-1).postMessage(null);
          const x = reviveForTest(samples);
          const error = await DeepfakeAudio.classify(x, 16000, { onProgress }).catch((e) => e);
          return error.message;
        }""",
        LONG,
    )
    assert message == read_strings("en")["failures"]["broke_down"]
    assert page.call("classifyFile", CLIP)["verdict"] in ("real", "fake", "unsure")


def test_where_webassembly_is_refused_the_page_is_slow_says_so_and_judges_alike(
    browser: Browser, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    page = AudioPage(browser.new_page())
    page.open(without_wasm(tmp_path / "web"))
    expect(page.page.locator("#status")).to_contain_text(read_strings("en")["page"]["slow"])
    got = page.call("classify", LONG[: 3 * 16_000], 16_000)
    for g, e in zip(got["windows"], undisturbed["windows"][:2], strict=True):
        assert g["p_fake"] == pytest.approx(e["p_fake"], abs=1e-4)
    mp3 = page.stage("decode", CLIP.parent / "formats" / "real-ru-44k1-stereo-mp3.mp3")
    assert len(mp3["channels"][0]) == pytest.approx(3 * 44_100, abs=2_500)
    page.close()


def test_a_file_that_a_library_would_search_without_end_is_refused(
    watched: OpenPage, tmp_path: Path
) -> None:
    webm = CLIP.parent / "formats" / "fake-kokoro-en-48k-mono-opus.webm"
    data = webm.read_bytes()[:12_000]
    start = data.index(b"\x18\x53\x80\x67") + 12
    (tmp_path / "junk.webm").write_bytes(data[:start] + bytes(len(data) - start))
    page = watched(1)
    with pytest.raises(PageError) as caught:
        page.call("classifyFile", tmp_path / "junk.webm")
    assert str(caught.value) == read_strings("en")["errors"]["undecodable"]
    assert page.page.evaluate("workersForTest.length") == 1


# What browsers do to a tab in the background, and more: no frames, no timers, in workers neither.
HIDDEN = """
const later = setTimeout;
globalThis.setTimeout = (call, ms = 0) => later(call, ms + 60_000);
globalThis.requestAnimationFrame = () => 0;
globalThis.Blob = class extends Blob {
  constructor(parts, options) {
    const isScript = options?.type === "text/javascript";
    super(isScript ? ["self.setTimeout = () => 0;", ...parts] : parts, options);
  }
};
"""


def test_in_a_hidden_tab_the_work_goes_on_without_timers_or_frames(
    browser: Browser, undisturbed: dict[str, Any]
) -> None:
    context = browser.new_context()
    context.add_init_script(watch(2) + HIDDEN)
    page = AudioPage(context.new_page())
    page.open()
    outcome = judge(page)
    context.close()
    assert outcome["workers"] == 2
    assert outcome["result"] == undisturbed


# Seconds become a twentieth for who watches the workers; these hang when they are told to.
IMPATIENT = """
const every = setInterval;
globalThis.setInterval = (call, ms) => every(call, ms / 20);
globalThis.Blob = class extends Blob {
  constructor(parts, options) {
    const isScript = options?.type === "text/javascript";
    super(isScript ? [`IN_WORKERS`, ...parts] : parts, options);
  }
};
"""
LIMIT_S = 3
HANGS = "self.addEventListener('message', ({ data }) => { while (data === 'hang'); });"


@pytest.fixture
def impatient(browser: Browser) -> Iterator[ImpatientPage]:
    """Opens a page that waits for LIMIT_S; its workers first run a script."""
    contexts: list[BrowserContext] = []

    def open_page(processors: int, in_workers: str = "", deaf: int = 0) -> AudioPage:
        contexts.append(browser.new_context())
        impatient = IMPATIENT.replace("IN_WORKERS", in_workers)
        contexts[-1].add_init_script(watch(processors, deaf) + impatient)
        page = AudioPage(contexts[-1].new_page())
        page.page.goto(INDEX)
        page.page.evaluate(BRIDGE)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_worker_that_hangs_is_replaced_and_its_file_tried_again(
    impatient: ImpatientPage, undisturbed: dict[str, Any]
) -> None:
    page = impatient(1, HANGS)
    outcome = judge(page, "(n) => n === 20 && workersForTest[0].postMessage('hang')")
    assert outcome["workers"] == 2
    assert outcome["result"] == undisturbed


def test_a_helper_that_hangs_is_replaced_and_the_owner_goes_on(
    impatient: ImpatientPage, undisturbed: dict[str, Any]
) -> None:
    page = impatient(2, HANGS)
    outcome = judge(page, "() => tellHelperForTest('hang')")
    assert outcome["workers"] == 3
    assert outcome["result"] == undisturbed


def test_a_decoder_that_never_answers_ends_in_a_sentence_and_the_next_file_is_judged(
    impatient: ImpatientPage,
) -> None:
    page = impatient(1, "AudioDecoder.prototype.flush = () => new Promise(() => {});")
    with pytest.raises(PageError) as caught:
        page.call("classifyFile", CLIP)
    assert str(caught.value) == read_strings("en")["failures"]["broke_down"]
    assert page.call("classify", LONG[:48_000], 16_000)["verdict"] in ("real", "fake", "unsure")
    assert page.page.evaluate("workersForTest.length") == 3


def test_a_worker_that_waits_for_the_page_does_not_hang(impatient: ImpatientPage) -> None:
    page = impatient(1, "delete self.AudioDecoder;")
    page.page.evaluate(
        """(ms) => {
          const decode = OfflineAudioContext.prototype.decodeAudioData;
          OfflineAudioContext.prototype.decodeAudioData = async function (bytes) {
            await new Promise((resolve) => setTimeout(resolve, ms));
            return decode.call(this, bytes);
          };
        }""",
        3000 * LIMIT_S,
    )
    assert page.call("classifyFile", CLIP)["verdict"] in ("real", "fake", "unsure")
    assert page.page.evaluate("workersForTest.length") == 1


def test_a_worker_that_does_not_load_is_replaced(impatient: ImpatientPage) -> None:
    page = impatient(1, deaf=1)
    expect(page.page.locator("#status")).to_have_attribute("data-state", "settled", timeout=30_000)
    assert page.page.evaluate("workersForTest.length") == 2
    assert page.call("classifyFile", CLIP)["verdict"] in ("real", "fake", "unsure")


def test_where_no_worker_loads_the_page_says_that_it_cannot_start(impatient: ImpatientPage) -> None:
    page = impatient(1, deaf=2)
    expect(page.page.locator("#trouble")).to_have_text(
        read_strings("en")["page"]["cantStart"], timeout=30_000
    )
    assert page.page.evaluate("workersForTest.length") == 2
