"""Which accounts an OpenID Connect provider's answers make, and settings of it that are wrong."""

from __future__ import annotations

import pytest

from tests.console.desk import Desk
from webtv.config.admission import admission_rules, role_by
from webtv.config.settings import Settings
from webtv.console.accounts.roles import ROLES
from webtv.station.environment import part_environment


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("console_oidc_issuer", "http://login.example.org"),
        ("console_oidc_issuer", "https://login.example.org/?a"),
        ("console_oidc_issuer", "login.example.org"),
        ("console_oidc_rules", "boss: groups=a"),
        ("console_oidc_rules", "admin: groups"),
        ("console_oidc_rules", "viewer: "),
        ("console_oidc_rules", " ; "),
    ],
)
def test_wrong_settings_are_told(field: str, text: str) -> None:
    with pytest.raises(ValueError, match="must"):
        Settings.model_validate({field: text})


def test_the_first_rule_that_fits_counts() -> None:
    rules = admission_rules("viewer: a=1;admin: a=1; editor:email=Nina@Example.org ;")
    assert role_by(rules, {"a": ["2", "1"]}) == "viewer"
    assert role_by(rules, {"a": [["1"], {"1": 1}]}) is None
    assert role_by(rules, {"email": "nina@example.ORG", "email_verified": True}) == "editor"
    assert role_by(rules, {}) is None
    for role in ROLES:
        assert role_by(admission_rules(f"{role}: a=b"), {"a": "b"}) == role


def test_of_all_keys_the_console_is_given_the_clients_secret_alone(bare: Desk) -> None:
    given = {"WEBTV_CONSOLE_OIDC_SECRET": "a", "OPENAI_API_KEY": "b", "https_proxy": "http://p"}
    found = part_environment("console", bare.settings, given)
    assert found["WEBTV_CONSOLE_OIDC_SECRET"] == "a"
    assert found["https_proxy"] == "http://p"
    assert "OPENAI_API_KEY" not in found
    for part in ("web", "playout", "production", "probe"):
        assert "WEBTV_CONSOLE_OIDC_SECRET" not in part_environment(part, bare.settings, given)
