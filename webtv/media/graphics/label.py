"""What a mezzanine says about itself, to people and to machines: above all that AI made it.

People find it in the tags that players show. Machines find it as XMP: IPTC's Digital Source Type,
which platforms read to mark what AI made, and which systems and prompts it was made with.

Sources: ISO 16684-1 and Adobe's XMP Specification Part 3 for XMP in MP4, in a `uuid` box;
https://cv.iptc.org/newscodes/digitalsourcetype/; IPTC Video Metadata Hub 1.7 for the AI properties.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID
from xml.sax.saxutils import escape

SourceType = Literal[
    "trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia"
]
"""Made by trained models throughout; made by people, with something of models in it; or made by
rules that no model learnt."""

_BOX = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""What the names of IPTC's source types begin with."""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Label:
    """What is known about a programme. `source_type` is None where no AI was at work."""

    title: str
    description: str = ""
    channel: str = ""
    source_type: SourceType | None = "trainedAlgorithmicMedia"
    systems: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    created_at: datetime | None = None

    @property
    def mark(self) -> str:
        """One sentence for people; empty where no AI was at work."""
        if self.source_type is None:
            return ""
        return "AI generated" + (f" by {', '.join(self.systems)}" if self.systems else "")

    def tags(self) -> dict[str, str]:
        """Tags by ffmpeg's names of them."""
        date = self.created_at.isoformat() if self.created_at else ""
        tags = {
            "title": self.title,
            "comment": self.mark,
            "description": self.description,
            "network": self.channel,
            "date": date,
        }
        return {name: _clean(text) for name, text in tags.items() if text}


def write_label(path: Path, label: Label) -> None:
    """Append `label` as XMP to a finished MP4 file: a box of its own, which moves no other."""
    packet = xmp(label).encode()
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", 24 + len(packet), b"uuid") + _BOX.bytes + packet)


def xmp(label: Label) -> str:
    """`label` as an XMP packet."""
    properties = {
        "dc:title": _in_any_language(label.title),
        "dc:description": _in_any_language(label.description),
        "xmp:CreatorTool": "WebTV",
        "xmp:CreateDate": label.created_at.isoformat() if label.created_at else "",
    }
    if label.source_type:
        properties |= {
            "Iptc4xmpExt:DigitalSourceType": SOURCE_TYPES + label.source_type,
            "Iptc4xmpExt:AISystemUsed": _xml(", ".join(label.systems)),
            "Iptc4xmpExt:AIPromptInformation": _xml("\n".join(label.prompts)),
        }
    lines = [f"<{name}>{value}</{name}>" for name, value in properties.items() if value]
    return _PACKET.format(properties="\n".join(lines))


def _in_any_language(text: str) -> str:
    if not text:
        return ""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_xml(text)}</rdf:li></rdf:Alt>'


def _xml(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """`text` without control characters, for which neither XML 1.0 nor a tag has a place."""
    return _NO_XML.sub("", text)
