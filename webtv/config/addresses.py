"""The addresses at which the parts of the station find each other, each worked out once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import SecretStr

from webtv.config.host import loopback


class Addresses:
    """What follows from the addresses and ports that an operator set."""

    if TYPE_CHECKING:  # at run time pydantic would take their order for that of the fields
        model_fields: ClassVar[dict[str, Any]]
        home: Path
        host: str
        web_port: int
        rtmp_port: int
        spaces_port: int
        spaces_host: str
        spaces_url: str | None
        rtmp_url: str | None
        probe_hls_url: str | None
        model_ports: str
        database_url: SecretStr | None
        audience_database_url: SecretStr | None
        audience_public_url: SecretStr | None

    @property
    def local_spaces_url(self) -> str:
        """Base URL of the local Spaces; each app lives at `/<contract id>` below it."""
        return (
            self.spaces_url or f"http://{loopback(self.spaces_host)}:{self.spaces_port}"
        ).rstrip("/")

    @property
    def local_rtmp_url(self) -> str:
        """Base URL of the station's own RTMP server, application `live` included."""
        return (self.rtmp_url or f"rtmp://{loopback(self.host)}:{self.rtmp_port}/live").rstrip("/")

    @property
    def model_server_ports(self) -> tuple[int, ...]:
        """`model_ports` as numbers, without the station's own ports."""
        own = {getattr(self, name) for name in type(self).model_fields if name.endswith("_port")}
        listed = () if self.model_ports == "none" else self.model_ports.split(",")
        return tuple(port for port in map(int, listed) if port not in own)

    @property
    def local_hls_url(self) -> str:
        """Base URL of HLS on the station's own web server: `/<channel>/live.m3u8` below it."""
        own = f"http://{loopback(self.host)}:{self.web_port}/hls"
        return (self.probe_hls_url or own).rstrip("/")

    @property
    def work_book_url(self) -> str:
        """The address of production's work book; it may hold a password."""
        given = self.database_url.get_secret_value() if self.database_url else ""
        return given or f"sqlite:///{self.home / 'work.db'}"

    @property
    def audience_url(self) -> str:
        """The address of what viewers suggest and vote for; it may hold a password."""
        given = self.audience_database_url
        return (
            given.get_secret_value() if given else ""
        ) or f"sqlite:///{self.home / 'audience.db'}"

    @property
    def audience_address_for_public(self) -> str:
        """The same for parts that strangers speak to, which may only add to it."""
        given = self.audience_public_url
        return (given.get_secret_value() if given else "") or self.audience_url
