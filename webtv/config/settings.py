"""Settings of the whole station, from the environment and `.env` (prefix `WEBTV_`)."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from webtv.config.addresses import Addresses
from webtv.config.audience_settings import AudienceSettings
from webtv.config.desk import DeskSettings
from webtv.config.folders import Folders
from webtv.config.oidc import OidcSettings
from webtv.config.sharing import Sharing
from webtv.config.signed import SigningSettings
from webtv.config.store import StoreSettings
from webtv.environment import SECRETS_FOLDER

OPENAI_URL = "https://api.openai.com/v1"
"""Where OpenAI itself is."""


class Settings(
    Folders,
    Addresses,
    Sharing,
    StoreSettings,
    DeskSettings,
    OidcSettings,
    AudienceSettings,
    SigningSettings,
):
    """One value per environment variable; every service of the station reads the same ones."""

    model_config = SettingsConfigDict(
        env_prefix="WEBTV_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    home: Path = Field(
        Path("var"), title="Home", description="Folder of everything the station makes."
    )
    channels_dir: Path = Field(
        Path("channels"), title="Channels", description="Folder of the channel YAML files."
    )
    playlists_dir: Path = Field(
        Path("playlists"), title="Playlists", description="Folder of the ffconcat playlists."
    )
    secrets_dir: Path = Field(
        Path(SECRETS_FOLDER),
        title="Secrets",
        description="Folder of files that hold one key each, named as the variable is, such as "
        "HF_TOKEN or TWITCH_KEY; the environment and `.env` come before them.",
    )
    host: str = Field(
        "127.0.0.1",
        title="Public address",
        description="Address the web page, RTMP and HTTP-FLV listen on; 0.0.0.0 for everyone.",
    )
    web_port: int = Field(8080, ge=1, le=65535, title="Web port", description="Page, HLS, API.")
    rtmp_port: int = Field(1935, ge=1, le=65535, title="RTMP port", description="RTMP server.")
    flv_port: int = Field(8000, ge=1, le=65535, title="FLV port", description="HTTP-FLV.")
    spaces_port: int = Field(7860, ge=1, le=65535, title="Spaces port", description="Local Spaces.")
    control_port: int = Field(
        8090, ge=1, le=65535, title="Control port", description="Control of playout."
    )
    spaces_host: str = Field(
        "127.0.0.1", title="Spaces address", description="Address the local Spaces listen on."
    )
    control_host: str = Field(
        "127.0.0.1", title="Control address", description="Address playout's control listens on."
    )
    spaces_url: str | None = Field(
        None,
        title="Spaces URL",
        description="Where the local Spaces are, if not on this machine. They write it into HOME; "
        "production needs it where it has another HOME.",
    )
    spaces_key: SecretStr | None = Field(
        None,
        min_length=16,
        title="Spaces key",
        description="What callers of the local Spaces must send, where HOME/spaces.secret is not "
        "shared.",
    )
    rtmp_url: str | None = Field(
        None,
        title="RTMP URL",
        description="Where playout finds the RTMP server, if not on this machine: rtmp://HOST/live",
    )
    probe_s: float = Field(
        30,
        ge=5,
        le=3600,
        title="Probe",
        description="Seconds between two looks at one channel's HLS or RTMP, as a viewer has it.",
    )
    probe_hls_url: str | None = Field(
        None,
        title="Probe HLS URL",
        description="Where the probe finds HLS, if not on this machine: http://HOST:8080/hls",
    )
    metrics: Literal["private", "everyone", "off"] = Field(
        "private",
        title="Metrics",
        description="Who may read /metrics; private: loopback and private addresses, no proxy.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1,::1",
        title="Trusted proxies",
        description="Addresses and networks, with commas, of proxies before the web page and the "
        "console: what they say in X-Forwarded-For and X-Forwarded-Proto is believed.",
    )
    ffmpeg: Path | None = Field(
        None, title="ffmpeg", description="An ffmpeg to use in place of the one in the wheel."
    )
    node_modules: Path = Field(
        Path("node_modules"),
        title="Node modules",
        description="Folder of node-media-server, hls.js and the paper theatre's artwork.",
    )
    rtmp_memory_mb: int = Field(
        400,
        ge=150,
        le=65536,
        title="RTMP memory",
        description="Megabytes of the RTMP server; above it drops slow viewers, then restarts.",
    )
    home_gb: float | None = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        title="Home size",
        description="Gigabytes of all that lies in HOME, recordings apart; above, old files go and "
        "no programme is begun. By default 90 % of what HOME takes and the disk has free.",
    )
    library_gb: float = Field(
        10.0,
        gt=0,
        allow_inf_nan=False,
        title="Library size",
        description="Gigabytes of programmes kept per station.",
    )
    spaces_gb: float = Field(
        1.0,
        gt=0,
        allow_inf_nan=False,
        title="Spaces size",
        description="Gigabytes that results and uploads of the local Spaces take; the oldest go, "
        "never those of the last 10 minutes.",
    )
    inbox_gb: float = Field(
        20.0,
        gt=0,
        allow_inf_nan=False,
        title="Inbox size",
        description="Gigabytes of films kept in the inboxes' done/ and refused/; the oldest go.",
    )
    asrun_days: int = Field(
        400, ge=1, le=36500, title="As-run", description="Days the as-run log is kept."
    )
    database_url: SecretStr | None = Field(
        None,
        title="Database URL",
        description="Where production keeps its work book, if not in HOME/work.db: "
        "postgresql://USER:PASSWORD@HOST/NAME, one database a station.",
    )
    work_days: int = Field(
        90, ge=2, le=36500, title="Work book", description="Days that finished work is on record."
    )
    spaces_workers: int = Field(
        2, ge=1, le=64, title="Studio workers", description="Processes of the CPU studio."
    )
    spaces_engine: Literal["auto", "studio", "models"] = Field(
        "auto",
        title="Spaces engine",
        description="What the local Spaces film with. studio: the paper theatre; models: real "
        "models, with the extra `models`; auto: models where they are installed and a GPU is "
        "there, else the studio.",
    )
    models: Path = Field(
        Path("~/.cache/webtv/models"),
        title="Models",
        description="Folder of model weights, OWNER/NAME as on Hugging Face: what `webtv spaces "
        "fetch` brings, or what you put there on a machine without internet.",
    )
    models_gb: float | None = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        title="Models size",
        description="Gigabytes of memory that models may fill; by default all of the GPU.",
    )
    production: bool = Field(
        True, title="Production", description="Whether `webtv up` starts production and Spaces."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", title="Log level", description="Least severe line that is logged."
    )
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", title="Log format", description="auto: console on a terminal, JSON elsewhere."
    )
    log_target: Literal["stderr", "file"] = Field(
        "stderr", title="Log target", description="file: HOME/logs/PROCESS.log, rotated."
    )
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias="OPENAI_API_KEY",
        title="OpenAI key",
        description="Key of the OpenAI-compatible server that writes, and of moderation.",
    )
    openai_base_url: str | None = Field(
        None,
        validation_alias="OPENAI_BASE_URL",
        title="OpenAI base URL",
        description="Address of an OpenAI-compatible server other than OpenAI's.",
    )
    model_ports: str = Field(
        "11434,1234,8080",
        pattern=r"^(none|\d{1,5}(,\d{1,5})*)$",
        title="Model ports",
        description="Where a writer of kind auto without a key looks for a model server on this "
        "machine (Ollama, LM Studio, llama.cpp), in this order; none: nowhere.",
    )
    hf_token: SecretStr | None = Field(
        None,
        validation_alias="HF_TOKEN",
        title="Hugging Face token",
        description="Token for private Spaces and for more GPU quota.",
    )
    runwayml_api_secret: SecretStr | None = Field(
        None,
        validation_alias="RUNWAYML_API_SECRET",
        title="Runway key",
        description="Key of Runway's API, for pipelines that use it.",
    )
    runwayml_base_url: str = Field(
        "https://api.dev.runwayml.com",
        validation_alias="RUNWAYML_BASE_URL",
        pattern=r"^https?://\S+$",
        title="Runway base URL",
        description="Another address of Runway's API, such as a proxy of yours.",
    )

    @field_validator(
        "home", "channels_dir", "playlists_dir", "secrets_dir", "node_modules", "models"
    )
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        try:
            return value.expanduser().absolute()
        except RuntimeError:
            raise ValueError("begins with ~, of a user who has no home here") from None

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        for each in filter(None, map(str.strip, value.split(","))):
            try:
                ip_network(each)
            except ValueError:
                raise ValueError(
                    f"{each} must be an address or a network, such as 10.0.0.0/8"
                ) from None
        return value


def is_secret(field: str) -> bool:
    """Whether a field of `Settings` holds a key or a password."""
    return "SecretStr" in str(Settings.model_fields[field].annotation)


def variable(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"WEBTV_{field.upper()}"
