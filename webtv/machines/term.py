"""The holder's side of a lease: how long it may trust what the database said last."""

from __future__ import annotations


class Term:
    """A machine's own right to go on, by its own monotonic clock, in seconds.

    It runs for `term_s` from the moment at which a renewal that succeeded was asked for: others
    wait for longer than that. A database that is away does not end it: nobody can take over then,
    and what is on air needs nobody's permission. But that holds only for who was awake all the
    time. After a pause longer than the term (a stopped process, a machine that slept) others may
    have taken over before the database went away, so nothing goes on until it has been asked.
    """

    def __init__(self, term_s: float) -> None:
        self._term_s = term_s
        self._until = float("-inf")
        self.away = False
        """Whether the database could not be asked when it was tried last."""

    def renewed(self, asked_at: float) -> None:
        """Take note that the database renewed what it was asked for at `asked_at`."""
        self.away = False
        self._until = max(self._until, asked_at + self._term_s)

    def unanswered(self, now: float) -> None:
        """Take note that the database cannot be asked at `now`."""
        self.away = True
        if self.holds(now):
            self._until = now + self._term_s

    def holds(self, now: float) -> bool:
        """Tell whether the term runs at `now`."""
        return now < self._until

    def end(self) -> None:
        """Let it be over: another holds what this machine held."""
        self._until = float("-inf")
