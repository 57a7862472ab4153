"""A proposed text of a channel file: looked at, and put in force where nothing is wrong with it."""

from __future__ import annotations

import difflib
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.channels import MOST_FILES
from webtv.config.contracts import load_contracts
from webtv.config.document import MAX_BYTES, Document, read_document, read_text
from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.config.yaml import parse_channel
from webtv.console.themes.masks import hidden, put_back
from webtv.console.themes.permitted import locked_changes
from webtv.console.themes.versions import Version, Versions
from webtv.errors import ConfigError, WebTVError
from webtv.files import write_atomic

MOST_COMPARED = 2000
"""Lines of a text; comparing takes the square of them where somebody means it to."""


class ConflictError(WebTVError):
    """The file has changed since the text that was edited was read."""


class LockedError(WebTVError):
    """An editor changed what is for engineers. `problems` say where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Current:
    """A channel file as it is now, as one person may see it. `digest` is of the whole text."""

    text: str
    digest: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proposed text as the station reads it: its problems, else the channel that it makes."""

    text: str
    channel: Channel | None
    problems: tuple[Problem, ...]


class Themes:
    """The channel files. `engineer` says whether somebody may see keys and change all fields."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.versions = Versions(settings.console_dir / "versions")

    def current(self, channel: str, *, engineer: bool) -> Current:
        """The file as it is now. Raises `ConfigError` where it cannot be read, or be shown."""
        text = self._read(channel)
        shown = self.shown(channel, text, engineer=engineer)
        return Current(shown, digest_of(text), masked=shown != text)

    def shown(self, channel: str, text: str, *, engineer: bool) -> str:
        """A text of a file as somebody may see it. Raises `ConfigError`."""
        return text if engineer else hidden(self._path(channel), text)

    def judge(self, channel: str, text: str, *, engineer: bool) -> Verdict:
        """Look at a proposed text as the station would. Raises `LockedError` and `ConfigError`."""
        path = self._path(channel)
        if len(text.encode()) > MAX_BYTES:
            problem = Problem(path, 1, 1, "", f"must be at most {MAX_BYTES // 1024} KiB")
            return Verdict(text, None, (problem,))
        before = None
        if path.exists() or path.is_symlink():
            original = self._read(channel)
            if not engineer:
                text = put_back(path, original, text)
                before = _document(path, original)
        return self._judge(path, before, text, engineer=engineer)

    def save(self, channel: str, text: str, *, base: str, by: str, engineer: bool) -> Version:
        """Put a text in force. `base` is the digest of the file that it was made from; empty for a
        channel that is not there yet.

        Raises `LockedError`, `ConflictError`, and `ConfigError` with all problems of the text.
        """
        path = self._path(channel)
        with self._only_one():
            exists = path.exists() or path.is_symlink()
            original = self._read(channel) if exists else ""
            if base != (digest_of(original) if exists else ""):
                raise ConflictError("the file was changed meanwhile: look at it again")
            verdict = self.judge(channel, text, engineer=engineer)
            if verdict.problems:
                raise ConfigError("\n".join(map(str, verdict.problems)))
            try:
                last = self.versions.last(channel)
                if exists and (last is None or last.text != original):
                    self.versions.add(channel, original, by="")
                _replace(path, verdict.text)
                return self.versions.add(channel, verdict.text, by=by)
            except OSError as error:
                raise WebTVError(
                    f"{path.name} cannot be written: {error.strerror or error}; "
                    "the console must be able to write to the folder of channel files"
                ) from None

    def is_new(self, channel: str) -> bool:
        """Tell whether a channel of this id could be made."""
        path = self._path(channel)
        return not path.exists() and not path.is_symlink()

    def room(self) -> bool:
        """Tell whether the folder has room for one channel more."""
        try:
            return sum(1 for _ in self._settings.channels_dir.glob("*.yaml")) < MOST_FILES
        except OSError:
            return False

    def _judge(self, path: Path, before: Document | None, text: str, *, engineer: bool) -> Verdict:
        if not engineer:
            # Before all else: what is said of a text may tell which variables there are.
            after = read_document(path, text)
            if isinstance(after, Problem):
                return Verdict(text, None, (after,))
            if locked := locked_changes(before, after):
                raise LockedError(locked)
        contracts = load_contracts(self._settings.contracts_dir)
        channel, problems = parse_channel(path, text, contracts=contracts)
        return Verdict(text, channel, tuple(problems))

    def _path(self, channel: str) -> Path:
        if not CHANNEL_ID.match(channel):
            raise ConfigError("a channel's id has 1 to 40 lower-case letters, digits and hyphens")
        return self._settings.channels_dir / f"{channel}.yaml"

    def _read(self, channel: str) -> str:
        path = self._path(channel)
        if path.is_symlink():
            raise ConfigError(f"{path.name} is a link: change the file it names on the machine")
        text = read_text(path)
        if isinstance(text, Problem):
            raise ConfigError(str(text))
        return text

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the files of the console against other threads and processes of it."""
        folder = self._settings.console_dir
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "themes.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The lines of a diff, each with its mark: `-`, `+`, ` ` or `@`."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_COMPARED:
        return [("@", f" texts of more than {MOST_COMPARED} lines are not compared")]
    lines = islice(difflib.unified_diff(old, new, lineterm="", n=3), 2, None)  # without its head
    return [(line[0], line[1:]) for line in lines]


def digest_of(text: str) -> str:
    """The SHA-256 of a text. Pages carry it, so that nobody overwrites a text saved meanwhile."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _document(path: Path, text: str) -> Document:
    document = read_document(path, text)
    if isinstance(document, Problem):
        raise ConfigError(str(document))
    return document


def _replace(path: Path, text: str) -> None:
    """Replace a file whole; it stays as private as it was. Raises `OSError`."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        write_atomic(path, text)
        return
    private = mode & 0o077 == 0
    write_atomic(path, text, private=private)
    if not private:
        path.chmod(mode)
