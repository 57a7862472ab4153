"""`webtv doctor` and `webtv check` say what is wrong with the store, and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.s3 import KEY, Bucket, Faults, machine_settings
from webtv.check import check_channels
from webtv.doctor.store import look_at_store
from webtv.errors import ConfigError
from webtv.mirror.service import open_store
from webtv.objects import store


def test_a_store_that_works_is_tried_and_left_as_it_was(bucket: Bucket, tmp_path: Path) -> None:
    finding = look_at_store(bucket.settings(tmp_path))
    assert finding.kind == "good"
    assert "can be listed, written and read" in str(finding)
    assert [method for method, path in bucket.requests if "trial" in path][-1] == "DELETE"
    without = look_at_store(machine_settings(tmp_path, store=None))
    assert (without.kind, without.cure) == ("good", "")


def test_what_is_wrong_with_it_is_a_fault_with_its_cure(bucket: Bucket, tmp_path: Path) -> None:
    settings = bucket.settings(tmp_path)
    cases = {
        "make it, or correct WEBTV_STORE": bucket.settings(tmp_path, store="s3://not-there"),
        "see whether it runs, and AWS_ENDPOINT_URL": bucket.settings(
            tmp_path, store_endpoint="http://127.0.0.1:9"
        ),
        "correct it": bucket.settings(tmp_path, store_key=None),
    }
    for cure, wrong in cases.items():
        finding = look_at_store(wrong)
        assert (finding.kind, finding.cure) == ("fault", cure)
        _, errors = check_channels(wrong)
        assert [error for error in errors if error.startswith("store: ")]
    bucket.faults = Faults(status=403, code="SignatureDoesNotMatch")
    finding = look_at_store(settings)
    assert finding.cure == "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    assert KEY not in str(finding)


def test_keys_of_which_one_half_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="set both, or neither"):
        open_store(machine_settings(tmp_path, store="s3://reef", store_key_id="x"))
    with pytest.raises(ConfigError, match="WEBTV_STORE is not set"):
        open_store(machine_settings(tmp_path, store=None))


def test_a_machine_without_a_key_is_told_which(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where a machine asks for its role: nobody is at this address.
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "")
    monkeypatch.setattr(store, "CONNECT_S", 1.0)
    finding = look_at_store(bucket.settings(tmp_path, store_key_id=None, store_key=None))
    assert finding.kind == "fault"
    assert finding.cure == "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
