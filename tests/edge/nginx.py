"""The edge as it ships, by a real nginx on free ports: only addresses and folders are exchanged."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port
from tests.programs import find_program
from tests.rtmp.server import listens, until
from tests.slack import slack

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docker" / "edge"
NOWHERE = "http://127.0.0.1:9"
"""Nobody listens on the port of `discard`."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A running edge."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path


def exchanged(text: str, values: Mapping[str, str]) -> str:
    """`text` with other values; each of the old ones must be in it."""
    for old, new in values.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def write_for_docker(
    folder: Path,
    *,
    web: str = NOWHERE,
    flv: str = NOWHERE,
    home: Path | None = None,
    certificates: Path | None = None,
    workers: str = "auto",
    **changes: str,
) -> tuple[Path, int, int]:
    """The configuration of the container in `folder`, with its port and that of TLS.

    `changes` are other values for directives of locations.conf, such as `send_timeout="1s"`.
    """
    (folder / "conf.d").mkdir(parents=True)
    port, tls_port = free_port(), free_port()
    station = exchanged(
        (SHIPPED / "station.conf.template").read_text(),
        {
            "${NGINX_LOCAL_RESOLVERS}": "127.0.0.1",
            "http://web:${WEBTV_WEB_PORT}": web,
            "http://rtmp:${WEBTV_FLV_PORT}": flv,
            "/srv/webtv": str(home or folder / "no-home"),
            "/var/cache/webtv": str(folder / "cache"),
            "/etc/nginx/webtv": str(folder),
            "listen 8080": f"listen 127.0.0.1:{port}",
        },
    )
    (folder / "conf.d" / "station.conf").write_text(station)
    if certificates is not None:
        tls = exchanged(
            (SHIPPED / "tls.conf.template").read_text(),
            {
                "/etc/nginx/certs": str(certificates),
                "/etc/nginx/webtv": str(folder),
                "listen 8443": f"listen 127.0.0.1:{tls_port}",
            },
        )
        (folder / "conf.d" / "tls.conf").write_text(tls)
    shutil.copy(SHIPPED / "edge.conf", folder)
    _write_locations(folder / "locations.conf", changes)
    main = exchanged(
        (SHIPPED / "nginx.conf").read_text(),
        {
            "/tmp/": f"{folder}/",
            "/etc/nginx/webtv": str(folder),
            "/etc/nginx/conf.d": str(folder / "conf.d"),
            "worker_processes auto": f"worker_processes {workers}",
        },
    )
    (folder / "nginx.conf").write_text(_as_this_user() + main)
    return folder / "nginx.conf", port, tls_port


def write_for_debian(
    folder: Path, values: Mapping[str, str], *, commented: bool = False, **changes: str
) -> Path:
    """debian.conf in `folder`, inside of what Debian's own nginx.conf is around it.

    With `commented` its lines that are commented out are in force too.
    """
    folder.mkdir(exist_ok=True)
    site = (SHIPPED / "debian.conf").read_text()
    if commented:
        site = "\n".join(
            line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
            for line in site.splitlines()
        )
    shutil.copy(SHIPPED / "edge.conf", folder)
    _write_locations(folder / "locations.conf", changes)
    values = {
        "/opt/webtv/docker/edge": str(folder),
        "/var/cache/webtv-edge": str(folder / "cache"),
    } | {**values}
    (folder / "webtv.conf").write_text(exchanged(site, values))
    main = f"pid {folder}/nginx.pid;\nevents {{ worker_connections 768; }}\nhttp {{\n"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        main += f"    {kind}_temp_path {folder}/{kind};\n"
    main += "    types_hash_max_size 2048;\n    include /etc/nginx/mime.types;\n    gzip on;\n"
    main += f"    access_log off;\n    include {folder}/webtv.conf;\n}}\n"
    (folder / "nginx.conf").write_text(_as_this_user() + main)
    return folder / "nginx.conf"


def objections(configuration: Path) -> str:
    """What `nginx -t` has against it; empty if nothing."""
    done = subprocess.run(
        [
            find_program("nginx"),
            "-t",
            "-q",
            "-p",
            str(configuration.parent),
            "-c",
            str(configuration),
        ],
        capture_output=True,
        text=True,
        timeout=20 * slack(),
        check=False,
    )
    return done.stderr if done.returncode or done.stderr else ""


@contextmanager
def running(configuration: Path, port: int) -> Iterator[Edge]:
    """Run nginx until the block ends."""
    log = configuration.parent / "error.log"
    argv = [find_program("nginx"), "-p", str(configuration.parent), "-c", str(configuration)]
    argv += ["-g", "daemon off;"]
    with (
        log.open("wb") as errors,
        subprocess.Popen(argv, stderr=errors, stdout=errors) as process,
    ):
        try:
            until(lambda: listens(port), within_s=10, what=f"nginx listens: {log.read_text()}")
            yield Edge(f"http://127.0.0.1:{port}", port, process, log)
        finally:
            process.terminate()
            process.wait(10)


def _write_locations(path: Path, changes: Mapping[str, str]) -> None:
    text = (SHIPPED / "locations.conf").read_text()
    lines = text.splitlines(keepends=True)
    for directive, value in changes.items():
        found = [at for at, line in enumerate(lines) if line.startswith(f"{directive} ")]
        assert found, f"locations.conf has no {directive}"
        lines[found[0]] = f"{directive} {value};\n"
    path.write_text("".join(lines))


def _as_this_user() -> str:
    """Root's nginx has workers that may not read the folders of tests."""
    return "user root;\n" if os.getuid() == 0 else ""
