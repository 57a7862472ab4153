"""Every error the station raises on purpose, as one tree.

    WebTVError
    ├── ConfigError            a file or setting an operator wrote is wrong
    ├── PreflightError         this machine cannot run the station yet
    ├── OrderError             what an operator asks of playout cannot be done
    ├── DeclinedError          what a viewer would like is not taken
    ├── ArchiveError           a backup is damaged or hostile, or has no place here
    ├── WorkBookError          the record of production's work cannot be used now: try again
    │   └── SupersededError    another machine does now what this one did: stop
    ├── DamagedWorkBookError   it never will be; production must be started again
    ├── LeaseLostError         a channel may be another machine's by now: write nothing
    ├── StoreError             the object store cannot be used now: try again
    │   └── DamagedError       what it holds is not what it should be
    ├── MediaError             ffmpeg failed, or a file is not what it should be
    │   ├── RejectedError      media decoded, but quality control refuses it
    │   ├── LateError          nothing to air came in time
    │   └── SpawnError         a program cannot be started now, whatever it was to read
    └── BackendError           a writer or generator could not do its work
        ├── UnavailableError   try again later, `retry_after_s` says when
        ├── RefusedError       this input will never work: drop the shot
        └── MisconfiguredError an operator must act: park the backend

Whoever handles a `BackendError` decides by its class, never by its text.
"""

from __future__ import annotations


class WebTVError(Exception):
    """Base of all errors with a message meant for the person running the station."""

    exit_code = 1
    """What a command ends with that cannot go on."""


class ConfigError(WebTVError):
    """A channel file or a setting is wrong; the message says where and what was expected."""


class PreflightError(WebTVError):
    """The machine lacks something the station needs; the message names the cure."""


class OrderError(WebTVError):
    """An operator's order cannot be honoured; nothing has changed.

    `unknown` if it names something that is not there, `invalid` if it makes no sense at any time;
    else it does not fit what is on air or ordered now.
    """

    def __init__(self, message: str, *, unknown: bool = False, invalid: bool = False) -> None:
        super().__init__(message)
        self.unknown = unknown
        self.invalid = invalid


class DeclinedError(WebTVError):
    """What a viewer suggests, or votes for, is not taken; the message tells the viewer why.

    `later` says whether the same may be taken at another time, `unknown` whether what it names is
    not there.
    """

    def __init__(self, message: str, *, later: bool = False, unknown: bool = False) -> None:
        super().__init__(message)
        self.later = later
        self.unknown = unknown


class ArchiveError(WebTVError):
    """A backup or an exported channel cannot be written or taken in; nothing was changed."""


class WorkBookError(WebTVError):
    """The work book cannot be read or written now: locked, away, or its disk is full.

    Nothing was changed, unless the database went away while it committed; all of it may be tried
    again.
    """


class SupersededError(WorkBookError):
    """Another machine has taken over what this one did, or another process has its name."""


class LeaseLostError(WebTVError):
    """The right to a channel has ended: another machine may write to it by now."""


class DamagedWorkBookError(WebTVError):
    """The work book's file is damaged or gone. Opening it anew, at the next start, mends that."""


class StoreError(WebTVError):
    """The object store cannot be used now; nothing was changed, and all of it may be tried again.

    `told` says what is wrong, `cure` what would mend it, where that is known.
    """

    def __init__(self, told: str, cure: str = "") -> None:
        super().__init__(f"{told}: {cure}" if cure else told)
        self.told = told
        self.cure = cure


class DamagedError(StoreError):
    """The object store answers, but an object in it is cut off, or not what its name promises."""


class MediaError(WebTVError):
    """A media tool failed or a media file is unusable."""


class RejectedError(MediaError):
    """Quality control refuses media. `check` names what it failed, for example `frozen`.

    `at_s` is the second that shows it best, where there is one.
    """

    def __init__(self, message: str, *, check: str = "format", at_s: float | None = None) -> None:
        super().__init__(message)
        self.check = check
        self.at_s = at_s


class LateError(MediaError):
    """What was to air did not begin in time; it hangs, or this machine is short of power."""


class SpawnError(MediaError):
    """A program cannot be started: no memory, processes or files left, or it is not there."""


class BackendError(WebTVError):
    """A writer or generator failed. `backend` names it for logs and screens.

    `credits` is what the vendor took all the same, None if what the call was charged when it was
    bought stands; `gpu_s` are the seconds that a GPU worked on it. While `collectable`, the work
    goes on there: the same call made again collects it and buys nothing.
    """

    def __init__(
        self,
        message: str,
        *,
        backend: str,
        credits: float | None = 0.0,
        gpu_s: float = 0.0,
        collectable: bool = False,
    ) -> None:
        super().__init__(message)
        self.backend = backend
        self.credits = credits
        self.gpu_s = gpu_s
        self.collectable = collectable


class UnavailableError(BackendError):
    """The backend may work later: asleep, busy, out of quota, unreachable."""

    def __init__(
        self,
        message: str,
        *,
        backend: str,
        retry_after_s: float | None = None,
        credits: float | None = 0.0,
        gpu_s: float = 0.0,
        collectable: bool = False,
    ) -> None:
        super().__init__(
            message, backend=backend, credits=credits, gpu_s=gpu_s, collectable=collectable
        )
        self.retry_after_s = retry_after_s


class RefusedError(BackendError):
    """The backend works but refuses this very input, for example by a safety filter."""


class MisconfiguredError(BackendError):
    """Only an operator can mend this: a wrong key, a changed API, a paused Space."""
