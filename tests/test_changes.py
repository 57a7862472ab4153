"""A reason is said once, and again when it has changed."""

from __future__ import annotations

from webtv.changes import Changes


def test_each_key_has_a_value_that_is_new_once() -> None:
    changes = Changes()
    assert changes.changed("no disk")
    assert not changes.changed("no disk")
    assert changes.changed("no disk", of="llamas")
    assert changes.changed("")
    assert changes.changed("no disk")
    assert not changes.changed("no disk", of="llamas")
