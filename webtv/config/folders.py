"""The folders and files of HOME, each named once."""

from __future__ import annotations

from pathlib import Path


class Folders:
    """The places of everything that the station makes, below `home`."""

    home: Path

    @property
    def contracts_dir(self) -> Path:
        """Contracts of operators, which replace or add to the shipped ones: `<id>.yaml`."""
        return self.home / "contracts"

    @property
    def recordings_dir(self) -> Path:
        """Recordings of destinations of kind `file`: `<channel>/`, unless they name a folder."""
        return self.home / "recordings"

    @property
    def spaces_dir(self) -> Path:
        """The results of the local Spaces, and the uploads to them."""
        return self.home / "spaces"

    @property
    def rtmp_secret_file(self) -> Path:
        """The secret that signs publishing to the own RTMP server."""
        return self.home / "rtmp.secret"

    @property
    def spaces_secret_file(self) -> Path:
        """The secret by which the local Spaces know their own station."""
        return self.home / "spaces.secret"

    @property
    def control_token_file(self) -> Path:
        """The token of operators who order what is on air."""
        return self.home / "control.token"

    @property
    def signing_file(self) -> Path:
        """The station's own key and certificates, with which it signs programmes; private."""
        return self.home / "signing.pem"

    @property
    def authority_file(self) -> Path:
        """The certificates by which others know what this station signed, one after the other."""
        return self.home / "signing-authority.pem"

    @property
    def console_dir(self) -> Path:
        """Accounts, audit and versions of channel files of the console; private."""
        return self.home / "console"

    @property
    def accounts_file(self) -> Path:
        """Who may come to the console, by which password, session or token."""
        return self.console_dir / "accounts.db"

    @property
    def station_id_file(self) -> Path:
        """The random text by which television apps tell this station from others."""
        return self.home / "station.id"

    @property
    def library_dir(self) -> Path:
        """Mezzanine files and sidecars: `<channel>/<programme>.mp4` and `.json`."""
        return self.home / "library"

    @property
    def retired_dir(self) -> Path:
        """What is kept of programmes that left the library: `<channel>/<programme>.json.gz`."""
        return self.home / "retired"

    @property
    def work_dir(self) -> Path:
        """Unfinished work; may be deleted while the station is down."""
        return self.home / "work"

    @property
    def clips_dir(self) -> Path:
        """Finished results of calls, by content; swept by the work book."""
        return self.home / "clips"

    @property
    def rejected_dir(self) -> Path:
        """Pictures of what quality control refused: `<channel>/`."""
        return self.home / "rejected"

    @property
    def hls_dir(self) -> Path:
        """HLS playlists and segments: `<channel>/live.m3u8`."""
        return self.home / "hls"

    @property
    def slate_dir(self) -> Path:
        """Slates, encoded once per channel and title."""
        return self.home / "slate"

    @property
    def asrun_dir(self) -> Path:
        """As-run logs: `<channel>/<date>.jsonl`."""
        return self.home / "asrun"

    @property
    def control_dir(self) -> Path:
        """Operators' standing orders: `<channel>.json`."""
        return self.home / "control"

    @property
    def bans_file(self) -> Path:
        """The seeds and programmes that an operator never wants again."""
        return self.home / "bans.json"

    @property
    def assets_dir(self) -> Path:
        """Pictures and films that channels name: `<channel>/<file>`."""
        return self.home / "assets"

    @property
    def inbox_dir(self) -> Path:
        """Films that people drop to be shown: `<channel>/<file>`."""
        return self.home / "inbox"

    @property
    def alarms_file(self) -> Path:
        """The alarms that stand, and which of them people were told of; private."""
        return self.home / "alarms.json"

    @property
    def takeover_dir(self) -> Path:
        """Keys for live takeover: `<channel>.key`. Deleting one revokes it."""
        return self.home / "takeover"

    @property
    def status_dir(self) -> Path:
        """Status files: what each part says about itself, and the probe about all of them."""
        return self.home / "status"

    @property
    def last_good_dir(self) -> Path:
        """The last valid version of every channel file."""
        return self.home / "channels"

    @property
    def held_file(self) -> Path:
        """The channels that playout holds, where several machines share them."""
        return self.home / "held.json"

    @property
    def mirror_dir(self) -> Path:
        """What the mirror remembers of the store; may be deleted while the station is down."""
        return self.home / "mirror"

    @property
    def machine_id_file(self) -> Path:
        """The random text by which machines of one station tell each other apart."""
        return self.home / "machine.id"

    @property
    def logs_dir(self) -> Path:
        """Log files, when `log_target` is `file`."""
        return self.home / "logs"
