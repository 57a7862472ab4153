"""Certificates, for all tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.programs import find_program
from tests.slack import slack


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    made = [find_program("openssl"), "req", "-x509", "-nodes", "-newkey", "ec", "-days", "2"]
    made += ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost"]
    made += [
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(made, check=True, capture_output=True, timeout=20 * slack())
    return folder
