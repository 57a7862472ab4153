"""Commands as they come over HTTP: the fields that each has, and what it does to a channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Generic, TypeVar

from pydantic import AwareDatetime

from webtv.model.value import Value
from webtv.playout.schedule.channel_control import ChannelControl


class NoFields(Value):
    """The body of a command that needs none."""


class OfProgramme(Value):
    """The body of a command about one programme."""

    programme: str


class AtTime(Value):
    """The body of a command about the cue for one time."""

    at: AwareDatetime


class ProgrammeAtTime(Value):
    """The body of a command that cues a programme."""

    programme: str
    at: AwareDatetime


BodyT = TypeVar("BodyT", bound=Value)


@dataclass(frozen=True, slots=True)
class Command(Generic[BodyT]):
    """One command: the model of its body, and the call that carries it out."""

    body: type[BodyT]
    call: Callable[[ChannelControl, BodyT], Awaitable[None] | None]

    async def apply(self, body: bytes, control: ChannelControl) -> None:
        """Carry the command out on a channel. Raises `ValidationError` and `OrderError`."""
        result = self.call(control, self.body.model_validate_json(body or b"{}"))
        if isawaitable(result):
            await result


COMMANDS: dict[str, Command[Any]] = {
    "skip": Command(NoFields, lambda control, _: control.skip()),
    "hold": Command(NoFields, lambda control, _: control.hold()),
    "release": Command(NoFields, lambda control, _: control.release()),
    "next": Command(OfProgramme, lambda control, body: control.take_next(body.programme)),
    "unnext": Command(OfProgramme, lambda control, body: control.drop_next(body.programme)),
    "cue": Command(ProgrammeAtTime, lambda control, body: control.cue(body.programme, body.at)),
    "uncue": Command(AtTime, lambda control, body: control.drop_cue(body.at)),
    "pull": Command(OfProgramme, lambda control, body: control.pull(body.programme)),
    "unpull": Command(OfProgramme, lambda control, body: control.unpull(body.programme)),
    "pause": Command(NoFields, lambda control, _: control.pause()),
    "resume": Command(NoFields, lambda control, _: control.resume()),
    "giveback": Command(NoFields, lambda control, _: control.give_back()),
}
"""Every command by its name in the address."""
