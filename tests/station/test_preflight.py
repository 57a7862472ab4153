import socket
from pathlib import Path

import pytest

from tests.ports import free_port, free_ports
from webtv.config.settings import Settings
from webtv.errors import PreflightError
from webtv.preflight import check_folders, check_parts, check_ports, only_station


def _settings(tmp_path: Path, **fields: object) -> Settings:
    values = {"home": tmp_path / "var", "channels_dir": tmp_path, "playlists_dir": tmp_path / "p"}
    return Settings.model_validate(values | fields)


def _ports(tmp_path: Path, **fields: int) -> Settings:
    names = ("web_port", "rtmp_port", "flv_port", "control_port", "spaces_port")
    free = dict(zip(names, free_ports(5), strict=True))
    return _settings(tmp_path, **(free | fields))


def test_a_port_in_use_is_named_with_the_cure(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PreflightError, match=f"port {port} .*in use.*WEBTV_WEB_PORT"):
            check_ports(_ports(tmp_path, web_port=port), spaces=True)


def test_two_settings_with_one_port_are_named(tmp_path: Path) -> None:
    port = free_port()
    with pytest.raises(PreflightError, match="WEBTV_RTMP_PORT and WEBTV_WEB_PORT"):
        check_ports(_ports(tmp_path, web_port=port, rtmp_port=port), spaces=False)


def test_free_ports_pass(tmp_path: Path) -> None:
    check_ports(_ports(tmp_path), spaces=True)


def test_no_channel_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PreflightError, match="no channel in"):
        check_folders(_settings(tmp_path))


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: x")
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(PreflightError, match="WEBTV_HOME"):
        check_folders(_settings(tmp_path))


def test_missing_node_parts_are_named(tmp_path: Path) -> None:
    with pytest.raises(PreflightError, match=r"npm ci.*scripts/up"):
        check_parts(_settings(tmp_path, node_modules=tmp_path / "none"), spaces=False)


def test_a_second_station_on_the_same_home_is_refused(tmp_path: Path) -> None:
    with (
        only_station(tmp_path),
        pytest.raises(PreflightError, match="already runs"),
        only_station(tmp_path),
    ):
        pass
    with only_station(tmp_path):
        pass
