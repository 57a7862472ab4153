"""The operator's desk: the station's settings, the connection to playout, one channel."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from webtv.config.channel import Channel
from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.control.client import PlayoutClient
from webtv.control.operator import Operator
from webtv.control.programmes import ChannelProgrammes, read_programmes
from webtv.control.screen import clock
from webtv.errors import WebTVError
from webtv.model.control import Cue
from webtv.playout.schedule.takeover import TakeoverAddress, takeover_address
from webtv.safety.choose import Moderations
from webtv.store.feed_title import title_line, write_feed_title
from webtv.time_args import future_time


@dataclass
class OperatorConsole:
    """Made anew for each command. Everything raises `WebTVError`."""

    settings: Settings
    client: PlayoutClient
    channel: str

    @cached_property
    def programmes(self) -> ChannelProgrammes:
        """The channel's programmes."""
        try:
            return read_programmes(self.settings, self.channel)
        except OSError as error:
            raise WebTVError(f"the library cannot be read: {error}") from None

    @cached_property
    def operator(self) -> Operator:
        """The operator who gives the orders."""
        return Operator(self.client, self.channel, self.programmes)

    def takeover(self, *, new_key: bool) -> TakeoverAddress:
        """The address at which an operator publishes a feed that takes this channel over."""
        self.client.status(self.channel)  # a key is made for a channel that is there only
        try:
            if new_key:
                (self.settings.takeover_dir / f"{self.channel}.key").unlink(missing_ok=True)
            return takeover_address(self.settings, self.channel)
        except OSError as error:
            raise WebTVError(f"the key cannot be made: {error}") from None

    def title_feed(self, title: str) -> str:
        """Give the channel's feeds a title, from the next one on. Returns what they are called.

        Viewers see it, so the channel's moderation looks at it first, and may refuse it.
        """
        settings = self.settings
        self.client.status(self.channel)
        if line := title_line(title):
            moderations = Moderations(
                api_key=settings.openai_api_key, base_url=settings.openai_base_url
            )
            objection = asyncio.run(moderations.object_to(self._in_force(), [line]))
            if objection:
                raise WebTVError(f"moderation refuses the title: {objection}")
        try:
            return write_feed_title(self.settings.takeover_dir, self.channel, title)
        except OSError as error:
            raise WebTVError(f"the title cannot be written: {error}") from None

    def _in_force(self) -> Channel:
        """The channel as its file says, or said when it was last valid."""
        settings = self.settings
        lineup = read_lineup(
            settings.channels_dir,
            contracts=load_contracts(settings.contracts_dir),
            last_good=settings.last_good_dir,
            airs_only=True,
        )
        channel = lineup.channels.get(self.channel)
        if channel is None:
            reason = lineup.error_text(self.channel) or f"there is no channel {self.channel}"
            raise WebTVError(f"the title cannot be moderated: {reason}")
        return channel

    def cue(self, text: str, *, now: datetime) -> Cue:
        """The standing cue that `text` names: by its time, or by its programme."""
        cues = self.client.status(self.channel).control.cues
        try:
            at = future_time(text, now=now)
        except ValueError:
            programme = self.programmes.find(text).id
            found = [cue for cue in cues if cue.programme == programme]
        else:
            found = [cue for cue in cues if cue.at == at]
        if len(found) == 1:
            return found[0]
        standing = ", ".join(f"{clock(c.at)} {self.programmes.title(c.programme)}" for c in cues)
        raise WebTVError(f"which cue? There is {standing}" if cues else "nothing is cued")
