"""The form with a film, taken apart as it comes: nothing of it is kept in memory or elsewhere."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser

from webtv.console.inbox.names import HEAD_BYTES, UnwantedError, check_head, film_name

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILM = "film"
"""The field of the film."""

_MOST_FIELDS = 8
_MOST_FIELD_BYTES = 200


def boundary_of(content_type: str) -> bytes:
    """What parts the fields of a form. Raises `UnwantedError` for what is no such form."""
    head = Message()
    head["content-type"] = content_type
    boundary = head.get_boundary("")
    if head.get_content_type() != "multipart/form-data" or not 0 < len(boundary) <= 70:
        raise UnwantedError("a film comes as a field of a form (multipart/form-data)", 415)
    return boundary.encode("latin-1", "replace")


class FilmForm:
    """Writes the film of one form to `draft`, once `admit` has let the fields before it pass.

    `feed` blocks while it writes. All raise `UnwantedError`, and `OSError` where the disk fails.
    """

    def __init__(
        self,
        boundary: bytes,
        draft: Path,
        *,
        admit: Callable[[Mapping[str, str]], None],
        most_bytes: int,
    ) -> None:
        self.name = ""
        self.size = 0
        self.whole = False
        self._draft = draft
        self._admit = admit
        self._most_bytes = most_bytes
        self._fields: dict[str, bytes] = {}
        self._file = -1
        self._closed = False
        self._using = threading.Lock()
        self._head = b""
        self._header = self._value = b""
        self._disposition = ""
        self._field = ""
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._on_header,
            "on_header_value": self._on_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._on_data,
            "on_part_end": self._end,
            "on_end": self._whole,
        }
        self._parser = MultipartParser(boundary, callbacks)

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the form."""
        with self._using:
            if self._closed:
                return
            try:
                self._parser.write(data)
            except MultipartParseError:
                raise UnwantedError("the form cannot be read", 400) from None

    def finish(self) -> None:
        """Have the film on disk, after the last byte."""
        if not self.whole or not self.name:
            raise UnwantedError("no film came, or not all of it", 400)
        if self.size < HEAD_BYTES:
            raise UnwantedError(f"'{self.name}' is empty", 415)
        with self._using:
            os.fsync(self._file)
        self.close()

    def close(self) -> None:
        """Close the draft; whoever made the form decides what becomes of it.

        A thread that nobody waits for any more may be writing: it ends first.
        """
        with self._using:
            self._closed = True
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def _begin(self) -> None:
        self._header = self._value = b""
        self._disposition = self._field = ""

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value.decode("utf-8", "replace")
        self._header = self._value = b""

    def _headers_end(self) -> None:
        told = Message()
        told["content-disposition"] = self._disposition.replace("\r", " ").replace("\n", " ")
        self._field = str(told.get_param("name", "", "content-disposition"))
        if self._field == FILM:
            if self.name:
                raise UnwantedError("one film at a time", 400)
            self._admit({n: v.decode("utf-8", "replace") for n, v in self._fields.items()})
            self.name = film_name(_sent_name(self._disposition))
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            self._file = os.open(self._draft, flags, 0o644)
        elif len(self._fields) < _MOST_FIELDS:
            self._fields[self._field] = b""
        else:
            raise UnwantedError("the form has too many fields", 400)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._field != FILM:
            self._fields[self._field] += data[start:end]
            if len(self._fields[self._field]) > _MOST_FIELD_BYTES:
                raise UnwantedError("a field of the form is too long", 400)
            return
        before, self.size = self.size, self.size + end - start
        if self.size > self._most_bytes:
            raise UnwantedError(
                f"'{self.name}' is too large: {self._most_bytes / 1e9:g} GB are the most", 413
            )
        if before < HEAD_BYTES:
            self._head += data[start : min(end, start + HEAD_BYTES)]
            if self.size >= HEAD_BYTES:
                check_head(self.name, self._head)
        view = memoryview(data)[start:end]
        while view:
            view = view[os.write(self._file, view) :]

    def _end(self) -> None:
        self._begin()

    def _whole(self) -> None:
        self.whole = True


def _sent_name(disposition: str) -> str:
    """The name of a file as browsers send it, where only quotation marks and line ends are escaped:
    https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    """
    _, _, rest = disposition.partition('filename="')
    name = rest.rpartition('"')[0]
    return name.replace("%22", '"').replace("%0D", " ").replace("%0A", " ")
