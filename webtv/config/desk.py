"""Settings of those who run a station: the console, and whom to call."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


class DeskSettings(BaseSettings):
    """What is set of the console, and of calls for people."""

    console: Literal["auto", "on", "off"] = Field(
        "auto",
        title="Console",
        description="Whether `webtv up` starts the operators' console; auto: once there is an "
        "account (`webtv users add`).",
    )
    console_port: int = Field(
        8081, ge=1, le=65535, title="Console port", description="The operators' console."
    )
    console_host: str = Field(
        "127.0.0.1",
        title="Console address",
        description="Address the console listens on. By plain HTTP it answers to localhost alone.",
    )
    console_url: str | None = Field(
        None,
        pattern=r"^https://[A-Za-z0-9.:-]{1,255}/?$",
        title="Console URL",
        description="Where people reach the console with TLS, of its own or of a proxy before it: "
        "https://console.example.org",
    )
    console_cert: Path | None = Field(
        None, title="Console certificate", description="File of a TLS certificate (PEM)."
    )
    console_key: Path | None = Field(
        None, title="Console key", description="File of the certificate's key (PEM)."
    )
    upload_gb: float = Field(
        4.0,
        gt=0,
        le=4.0,
        title="Upload size",
        description="Gigabytes of the largest film that people may send to an inbox in the "
        "console.",
    )
    alarm_urls: SecretStr | None = Field(
        None,
        title="Alarm addresses",
        description="Whom to call when something is wrong: addresses of Apprise, with spaces or on "
        "lines, such as mailtos://USER:PASSWORD@example.org. `webtv up` then runs `webtv alarms`.",
    )
