"""The Dockerfile: what it copies, keeps, pins and runs as."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from tests.docker.composed import (
    CLUSTER,
    DOCKERFILE,
    EDGE,
    GPU,
    MONITORING,
    ROOT,
    read,
)
from tests.slack import slack
from webtv.web.static import VENDOR


def test_everything_the_image_copies_exists_and_is_let_into_the_build() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    allowed = {line[1:].split("/*")[0] for line in ignore if line.startswith("!")}
    assert "*" in ignore
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M):
        for source in line.split()[:-1]:
            assert list(ROOT.glob(source)), source
            assert source in allowed, source


def test_the_image_has_no_key_and_does_not_run_as_root() -> None:
    assert not re.search(r"(?i)(api_key|token|secret|password)", DOCKERFILE)
    assert ".env" not in re.findall(r"^COPY .*$", DOCKERFILE, re.M)
    after = DOCKERFILE.rpartition("FROM ")[2]
    assert "USER webtv" in after
    assert after.index("USER webtv") < after.index("ENTRYPOINT")


def test_base_images_can_be_pinned_by_digest(compose: dict[str, Any]) -> None:
    builds = [s["build"]["args"] for s in compose["services"].values() if "build" in s]
    given = [{k: v for k, v in each.items() if k != "EXTRAS"} for each in builds]
    assert all(each == given[0] for each in given)
    for name, image in given[0].items():
        assert f"ARG {name}={image}\n" in DOCKERFILE
        assert f"FROM ${{{name}}}" in DOCKERFILE
    stages = set(re.findall(r"^FROM \S+ AS (\S+)$", DOCKERFILE, re.M))
    bases = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)) - stages
    assert bases == {f"${{{name}}}" for name in given[0]}


def test_every_image_that_others_build_is_pinned_as_compose_reads_it(tmp_path: Path) -> None:
    docker = tmp_path / "docker"
    # As buildx 0.29 answers; $4 is the image, $6 the format.
    docker.write_text(
        "#!/bin/sh\n"
        'case $6 in "{{.Manifest"*) printf "Name: %s\\nDigest: " "$4" ;; esac\n'
        'printf "sha256:%064d" "${#4}"\n'
    )
    docker.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        [str(ROOT / "scripts" / "pin-images")],
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=20 * slack(),
        check=True,
    )
    pinned = dict(line.split("=", 1) for line in done.stdout.splitlines())
    profiles = (*EDGE, *MONITORING, *GPU, *CLUSTER)
    images = {
        value
        for service in read(*profiles, **pinned)["services"].values()
        for value in (service["image"], *service.get("build", {}).get("args", {}).values())
    }
    others = {image for image in images if not image.startswith("webtv") and "spaces" not in image}
    assert others == set(pinned.values())
    assert all(re.search(r"@sha256:[0-9]{64}$", image) for image in others)


def test_the_image_leaves_behind_what_nothing_uses_and_keeps_what_is_served(tmp_path: Path) -> None:
    """The commands of the Dockerfile, on folders like those that it has before it."""
    commands = [
        " ".join(each.replace("\\\n", " ").split())
        for each in re.findall(r"&& (find (?:.*\\\n)*.*)", DOCKERFILE)
    ]
    assert len(commands) == 2
    packages = ".venv/lib/python3.11/site-packages"
    kept = [f"{packages}/numpy/testing/tool.py", f"{packages}/others/tests/data.py"]
    kept += [f"{packages}/onnxruntime/capi/onnxruntime_pybind11_state.so"]
    kept += [f"{packages}/c2pa/libs/libc2pa_c.so", f"{packages}/gradio/templates/frontend/a.js"]
    kept += [f"node_modules/hls.js/dist/{name}" for name in VENDOR.values()]
    left = [f"{packages}/numpy/_core/tests/test_a.py", f"{packages}/pandas/tests/io/c.py"]
    left += [f"{packages}/onnxruntime/capi/libonnxruntime.so.1.32.0"]
    left += [f"{packages}/c2pa/libs/libc2pa_c.rlib", f"{packages}/gradio/templates/node/b.js"]
    left += [f"{packages}/gradio/media_assets/c.mp4", "node_modules/hls.js/dist/hls.light.mjs.map"]
    for name in kept + left:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    for command in commands:
        subprocess.run(["sh", "-ec", command], cwd=tmp_path, check=True, timeout=20 * slack())
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == set(kept)


def test_every_image_has_the_libraries_of_stores_and_databases() -> None:
    """Settings reach every part; what they name must not be missing where Compose starts it."""
    (given,) = re.findall(r'^ARG EXTRAS="(.+)"$', DOCKERFILE, re.M)
    models = read(*GPU)["services"]["spaces-gpu"]["build"]["args"]["EXTRAS"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].keys()
    # Node.js comes from an image of its own.
    assert {*models.split(), "node"} == extras
    assert {*given.split(), "models", "node"} == extras


def test_the_installer_is_the_one_of_the_scripts() -> None:
    (in_image,) = re.findall(r"uv==([\d.]+)", DOCKERFILE)
    (in_scripts,) = re.findall(r"uv_version=([\d.]+)", (ROOT / "scripts/setup").read_text("utf-8"))
    assert in_image == in_scripts
