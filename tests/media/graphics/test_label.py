from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import av

from tests.media.conftest import AWKWARD
from webtv.media.conform import Conformed
from webtv.media.graphics.label import Label, write_label, xmp
from webtv.media.probe import probe

IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"


def read(path: Path) -> ElementTree.Element:
    """The XMP of a file, as ffmpeg finds it."""
    with av.open(str(path), options={"export_xmp": "1"}) as container:
        return ElementTree.fromstring(container.metadata["xmp"])


def text(meta: ElementTree.Element, name: str) -> str | None:
    found = meta.find(f".//{name}")
    return None if found is None else "".join(found.itertext())


def test_a_mezzanine_says_to_machines_that_machines_made_it(conformed: Conformed) -> None:
    meta = read(conformed.path)
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert text(meta, IPTC + "DigitalSourceType") == kind
    assert text(meta, IPTC + "AISystemUsed") == "zeroscope-v2, musicgen"
    assert text(meta, IPTC + "AIPromptInformation") == "a sea"
    assert text(meta, DC + "title") == AWKWARD


def test_a_label_changes_nothing_of_the_media(conformed: Conformed, tmp_path: Path) -> None:
    again = tmp_path / "again.mp4"
    again.write_bytes(conformed.path.read_bytes())
    write_label(again, Label("Another"))
    before, after = probe(conformed.path), probe(again)
    assert (before.video, before.audio) == (after.video, after.audio)
    assert after.size_bytes > before.size_bytes


def test_words_that_xml_cannot_hold_as_they_are() -> None:
    label = Label("a <b> & \x00\x07 c", prompts=("\ud800", "]]>"), systems=("x",))
    meta = ElementTree.fromstring(xmp(label))
    assert text(meta, DC + "title") == label.tags()["title"] == "a <b> &  c"
    assert text(meta, IPTC + "AIPromptInformation") == "\n]]>"


def test_what_people_filmed_is_not_called_ai() -> None:
    label = Label("Home", source_type=None, created_at=datetime(2026, 3, 1, tzinfo=UTC))
    meta = ElementTree.fromstring(xmp(label))
    assert label.mark == ""
    assert "comment" not in label.tags()
    assert text(meta, IPTC + "DigitalSourceType") is None
    assert text(meta, XMP + "CreateDate") == "2026-03-01T00:00:00+00:00"
