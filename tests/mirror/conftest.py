"""A store, S3 or a folder, and machines that share it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mirror.machines import Machine, Machines
from tests.s3 import Bucket, machine_settings
from webtv.objects.store import Keys, ObjectStore, connect


@pytest.fixture(params=["folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "s3":
        bucket: Bucket = request.getfixturevalue("bucket")
        return bucket.store()
    return connect(f"file://{tmp_path}/shared", Keys())


@pytest.fixture
def machine(store: ObjectStore, tmp_path: Path) -> Machines:
    def make(name: str, **more: object) -> Machine:
        home = tmp_path / name
        settings = machine_settings(home, **more)
        return Machine(settings, store)

    return make
