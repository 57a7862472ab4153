"""The profiles postgres and cluster of docker-compose.yml, as the docs have them set up."""

from __future__ import annotations

import json
import re
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from dotenv import dotenv_values
from sqlalchemy import URL, make_url

from tests.docker.composed import CLUSTER, COMMON, DOCKERFILE, POSTGRES, ROOT, STORE, read
from tests.slack import slack
from tests.work.server import postgres_server
from webtv.config.settings import Settings
from webtv.errors import WorkBookError
from webtv.work.database import Database

BLOCKS = [
    block
    for page in ("operating.md", "scale.md")
    for block in re.findall(
        r"^```\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL | re.M
    )
]


def lines(text: str) -> dict[str, str]:
    """Lines of `.env`, as a station reads them."""
    found = dotenv_values(stream=StringIO(text), interpolate=False)
    return {name: value or "" for name, value in found.items()}


def example(profile: str) -> dict[str, str]:
    """What the docs put into `.env` for a profile."""
    (block,) = [each for each in BLOCKS if each.startswith(f"COMPOSE_PROFILES={profile}\n")]
    return lines(block)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station's folder in which the commands of the docs have made the secrets."""
    place = tmp_path_factory.mktemp("station")
    for name in ("postgres", "s3"):
        (block,) = [each for each in BLOCKS if f" secrets/{name}\n" in each]
        # Owners are for root alone.
        script = re.sub(r" -o \d+", "", block).replace("sudo ", "")
        subprocess.run(["sh", "-euc", script], cwd=place, check=True, timeout=20 * slack())
    return place


@pytest.fixture(scope="module")
def cluster(folder: Path) -> dict[str, Any]:
    """What starts with all that the docs say."""
    told = example("cluster") | lines((folder / ".env").read_text())
    return read(WEBTV_SECRETS=str(folder / "secrets"), **told)


def address(service: dict[str, Any], told: dict[str, str]) -> URL:
    """Where a part finds the database: its own word for it, or that of `.env`."""
    environment = told | service["environment"]
    return make_url(environment["WEBTV_DATABASE_URL"])


def test_a_database_stands_beside_parts_that_stay_as_they_are() -> None:
    without, services = read()["services"], read(*POSTGRES)["services"]
    assert services.pop("postgres")
    assert services == without


def test_a_second_machine_stands_beside_parts_that_stay_as_they_are() -> None:
    without, services = read(*STORE, *POSTGRES)["services"], read(*CLUSTER)["services"]
    added = services.keys() - without.keys()
    assert added == {"producer-2", "playout-2", "s3"}
    assert {name: services[name] for name in services.keys() - added} == without


@pytest.mark.parametrize("profile", ["postgres", "cluster"])
def test_what_the_docs_put_into_env_leads_to_the_database(profile: str) -> None:
    told = example(profile)
    services = read(**told)["services"]
    names = ["producer"] if profile == "postgres" else ["producer", "playout"]
    names += [f"{name}-2" for name in names if profile == "cluster"]
    database = services["postgres"]
    for name in names:
        url = address(services[name], told)
        assert url.host == "postgres"
        # The image's database is named after the user.
        assert url.username == url.database == database["environment"]["POSTGRES_USER"]
        assert url.password is None
        assert {v["target"] for v in services[name]["volumes"]} >= {"/run/secrets"}
    if profile == "postgres":
        assert services["playout"]["environment"]["WEBTV_DATABASE_URL"] == ""


def test_two_machines_share_what_the_docs_say_and_nothing_else(cluster: dict[str, Any]) -> None:
    for part in ("producer", "playout"):
        first, second = (cluster["services"][name] for name in (part, f"{part}-2"))
        machines = [each["environment"]["WEBTV_MACHINE"] for each in (first, second)]
        assert machines == ["one", "two"]
        assert second["environment"]["WEBTV_SPACES_URL"] == "http://spaces:7860"
        assert second["environment"]["WEBTV_STORE"] == ""
        of_home = {v["target"]: v for v in second["volumes"] if v["source"] == "home"}
        assert {f"/app/var/{name}" for name in COMMON} == of_home.keys()
        for target, volume in of_home.items():
            assert volume["volume"] == {"subpath": target.removeprefix("/app/var/")}
        others = [v for v in second["volumes"] if v["target"] not in of_home]
        before = [v for v in first["volumes"] if v["source"] != "home"]
        assert [v for v in others if v["source"] != "home-2"] == before
        differ = {k for k in first if first[k] != second.get(k)}
        assert differ == {"environment", "volumes"}
    assert Settings.model_validate({"home": "/app/var"}).rtmp_secret_file.name in COMMON
    # What is mounted of a volume must be in it from the start.
    (folders,) = re.findall(r"cd /app/var && install -d -o webtv -g webtv (.*)", DOCKERFILE)
    assert {*folders.split(), "rtmp.secret"} == set(COMMON)
    scale = (ROOT / "docs" / "scale.md").read_text("utf-8")
    assert all(f"`{name}`" in scale for name in COMMON)


def test_the_mirror_alone_reaches_the_store_and_finds_its_bucket(cluster: dict[str, Any]) -> None:
    services = cluster["services"]
    assert [n for n, s in services.items() if "store" in s["networks"]] == ["mirror", "s3"]
    assert services["s3"]["networks"].keys() == {"store"}
    told = services["mirror"]["environment"]
    (bucket,) = [w for w in services["s3"]["command"] if w.startswith("-bucket=")]
    assert told["WEBTV_STORE"].startswith(f"s3://{bucket.removeprefix('-bucket=')}/")
    assert told["AWS_ENDPOINT_URL"] == "http://s3:8333"
    assert not [name for name in ("s3", "postgres") if services[name].get("ports")]


def test_secrets_are_files_that_fit_together(cluster: dict[str, Any], folder: Path) -> None:
    services, place = cluster["services"], folder / "secrets"
    password = (place / "postgres" / "password").read_text()
    assert len(password) >= 32
    assert (place / "pgpass").read_text() == f"*:*:*:*:{password}"
    (identity,) = json.loads((place / "s3" / "config.json").read_text())["identities"]
    (key,) = identity["credentials"]
    told = services["mirror"]["environment"]
    assert key["accessKey"] == told["AWS_ACCESS_KEY_ID"]
    assert key["secretKey"] == told["AWS_SECRET_ACCESS_KEY"]
    sources = {name: Path(secret["file"]) for name, secret in cluster["secrets"].items()}
    (config,) = [w for w in services["s3"]["command"] if w.startswith("-s3.config=")]
    paths = {
        "postgres": services["postgres"]["environment"]["POSTGRES_PASSWORD_FILE"],
        "s3": config.removeprefix("-s3.config="),
    }
    for name, path in paths.items():
        assert services[name]["secrets"] == [{"source": name, "target": path}]
        assert sources[name].is_file()
        assert sources[name].stat().st_mode & 0o077 == 0
    with_secrets = [name for name, service in services.items() if service.get("secrets")]
    assert with_secrets == ["postgres", "s3"]
    assert password not in json.dumps(cluster)
    assert [n for n, s in services.items() if key["secretKey"] in json.dumps(s)] == ["mirror"]


def test_a_password_in_a_file_opens_the_database_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    """As the address in the docs has it, with another host and another file."""
    url = make_url(example("postgres")["WEBTV_DATABASE_URL"])
    assert url.query == {"passfile": "/run/secrets/pgpass"}
    with postgres_server() as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("ALTER ROLE webtv PASSWORD 'sesame'")
            hba = server.folder / "data" / "pg_hba.conf"
            hba.write_text("local all all scram-sha-256\n")
            connection.execute("SELECT pg_reload_conf()")
        passfile = tmp_path / "pgpass"
        query = {"host": str(server.folder), "passfile": str(passfile)}
        here = url.set(host=None, database="postgres", query=query)
        for password, right in (("swordfish", False), ("sesame", True)):
            passfile.write_text(f"*:*:*:*:{password}")
            passfile.chmod(0o600)
            database = Database(here.render_as_string())
            try:
                if right:
                    database.open()
                    continue
                with pytest.raises(WorkBookError, match="password authentication failed"):
                    database.open()
            finally:
                database.close()


def test_services_and_profiles_that_the_docs_name_exist() -> None:
    everything = read("--profile", "*")["services"]
    profiles = {p for service in everything.values() for p in service.get("profiles", [])}
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = page.read_text("utf-8")
        named = re.findall(r"docker compose exec (?:-T )?([a-z0-9-]+)", text)
        assert set(named) <= everything.keys(), page.name
        given = re.findall(r"(?:--profile |COMPOSE_PROFILES=)([a-z]+)", text)
        assert set(given) <= profiles, page.name
