from __future__ import annotations

import pytest

from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.output import Kind, check_kind, media_kinds, pick_output

CONTRACTS = load_contracts()
FILE = {"path": "/tmp/a.mp4", "meta": {"_type": "gradio.FileData"}}
THREE = {"name": "/tmp/a.mp4", "data": None, "is_file": True, "orig_name": "a.mp4"}


@pytest.mark.parametrize(
    ("contract", "result"),
    [
        ("zeroscope-v2", FILE),
        ("zeroscope-v2", {"video": FILE, "subtitles": None}),  # Gradio 4 and 5
        ("zeroscope-v2", THREE),
        ("zeroscope-v2", [THREE, None]),  # a video and its subtitles, Gradio 3
        ("zeroscope-v2", "/tmp/a.mp4"),
        ("film", (FILE, {"path": "/tmp/b.mp4"})),
        ("ltx-text", [{"video": FILE, "subtitles": None}, 42]),
        ("cogvideox-text", (FILE, {"path": "/tmp/b.mp4"}, {"path": "/tmp/c.gif"}, 42)),
        ("musicgen", ({"path": "/tmp/v.mp4"}, FILE, None, None)),
        ("flux-schnell", ([{"image": FILE, "caption": None}, {"image": {"path": "/b"}}], 7)),
        ("flux-schnell", [[[THREE, None], [{"name": "/b"}, None]], 7]),  # a gallery of Gradio 3
    ],
)
def test_the_file_in_every_form_of_answer(contract: str, result: object) -> None:
    assert pick_output(CONTRACTS[contract], result, backend="b") == "/tmp/a.mp4"


def test_a_picture_that_comes_in_the_answer_itself() -> None:
    contract = CONTRACTS["flux-schnell"]
    url = "data:image/png;base64,iVBORw0KGgo="
    assert pick_output(contract, [url, 7], backend="b") == url
    embedded = {"name": "a.png", "data": url, "is_file": False}
    assert pick_output(contract, [embedded, 7], backend="b") == url


@pytest.mark.parametrize(
    ("contract", "result", "kind"),
    [
        ("zeroscope-v2", None, RefusedError),
        ("zeroscope-v2", [], RefusedError),
        ("musicgen", (FILE, None), RefusedError),
        ("zeroscope-v2", 42, MisconfiguredError),
        ("zeroscope-v2", "done", MisconfiguredError),
        ("zeroscope-v2", {"status": "done"}, MisconfiguredError),
        ("ltx-text", (42, FILE), MisconfiguredError),
        ("musicgen", (FILE,), MisconfiguredError),
        ("musicgen", FILE, MisconfiguredError),
    ],
)
def test_answers_of_the_wrong_shape(
    contract: str, result: object, kind: type[BackendError]
) -> None:
    with pytest.raises(kind) as raised:
        pick_output(CONTRACTS[contract], result, backend="b")
    assert type(raised.value) is kind


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        (b"\x00\x00\x00\x20ftypisom....", ("video", "audio")),
        (b"\x00\x00\x00\x20ftypavif....", ("image",)),
        (b"\x1a\x45\xdf\xa3............", ("video", "audio")),
        (b"RIFF....WAVEfmt ", ("audio",)),
        (b"RIFF....WEBPVP8 ", ("image",)),
        (b"ID3.............", ("audio",)),
        (b"\xff\xfb\x90\x00............", ("audio",)),
        (b"fLaC............", ("audio",)),
        (b"OggS............", ("video", "audio")),
        (b"\x89PNG\r\n\x1a\n........", ("image",)),
        (b"\xff\xd8\xff\xe0............", ("image",)),
        (b"GIF89a..........", ("image", "video")),
        (b"<!DOCTYPE html>.", ()),
        (b"", ()),
    ],
)
def test_what_the_first_bytes_tell(head: bytes, kinds: tuple[Kind, ...]) -> None:
    assert media_kinds(head) == kinds


def test_media_of_another_kind() -> None:
    music: Contract = CONTRACTS["musicgen"]
    check_kind(music, b"RIFF....WAVEfmt ", backend="b")
    with pytest.raises(MisconfiguredError, match=r"sent an image, but .* promises an audio"):
        check_kind(music, b"\x89PNG\r\n\x1a\n........", backend="b")
    with pytest.raises(UnavailableError, match="an empty file"):
        check_kind(music, b"", backend="b")
