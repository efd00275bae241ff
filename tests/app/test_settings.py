"""app.settings: read once, refused in a sentence, and silent about secrets."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.setting_values import normalised_database_url
from app.settings import PROJECT_ROOT, BadSettings, Settings
from contexts import Engine

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def load(**given: object) -> Settings:
    return Settings.load(env_file=None, **given)


def test_without_any_variable_the_service_runs_on_this_machine() -> None:
    settings = load()
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8000, True)
    assert settings.public_url == "http://localhost:8000"
    url = settings.database_url.get_secret_value()
    assert url == f"sqlite:///{settings.var_dir}/dokazilo.db"
    assert settings.master_key_file == settings.var_dir / "master.key"


def test_every_setting_stands_in_the_table_for_operators() -> None:
    table = (PROJECT_ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([A-Z0-9_]+)` \|", table, re.MULTILINE)) == sorted(NAMES)


def test_the_table_tells_the_present_defaults() -> None:
    table = (PROJECT_ROOT / "docs/settings.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([A-Z0-9_]+)` \| `([^`]+)` \|", table, re.MULTILINE))
    fields = Settings.model_fields
    plain = {
        name: fields[name.lower()].default
        for name in told
        if isinstance(fields[name.lower()].default, (str, int)) and fields[name.lower()].default
    }
    assert {name: told[name] for name in plain} == {
        name: str(int(value) if isinstance(value, bool) else value) for name, value in plain.items()
    }
    assert len(plain) > 15


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "PORT": "8123",
        "DEMO": "0",
        "LOG_LEVEL": "INFO",
        "ENGINE": "Memoised",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgres://ana:geslo@db/dokazilo",
        "TRUSTED_ISSUERS": "did:web:a.si=Šola A, https://b.si/?id=1=Šola B",
        "TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2",
    }.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert (settings.port, settings.demo, settings.log_level) == (8123, False, "info")
    assert settings.engine is Engine.MEMOISED
    assert settings.public_url == "http://localhost:8123"
    assert settings.master_key_file == tmp_path / "master.key"
    assert settings.database_url.get_secret_value() == "postgresql+psycopg://ana:geslo@db/dokazilo"
    assert settings.trusted_issuers == {
        "did:web:a.si": "Šola A",
        "https://b.si/?id=1": "Šola B",
    }
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2")


def test_an_env_file_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.env"
    file.write_text('PORT=8200\nHOST=0.0.0.0\nUNKNOWN=1\nTRUSTED_ISSUERS={"did:web:a.si":"A"}\n')
    monkeypatch.setenv("PORT", "8300")
    settings = Settings.load(env_file=file)
    assert (settings.host, settings.port) == ("0.0.0.0", 8300)  # noqa: S104 - a setting, not a socket
    assert settings.trusted_issuers == {"did:web:a.si": "A"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://badges.example.org", "https://badges.example.org"),
        ("https://badges.example.org/", "https://badges.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("HTTPS://Badges.Example.org", "https://badges.example.org"),
    ],
)
def test_a_public_url_is_an_origin(written: str, read: str) -> None:
    assert load(public_url=written).public_url == read


@pytest.mark.parametrize(
    "url",
    [
        "badges.example.org",
        "ftp://badges.example.org",
        "https://",
        "https://badges.example.org?a=1",
        "https://badges.example.org/#a",
        "https://badges.example.org/path",
        "https://ana:geslo@badges.example.org",
        "https://badges.example.org:port",
        "https://bad ges.example.org",
        "https://značke.example.org",
    ],
)
def test_any_other_public_url_is_refused(url: str) -> None:
    with pytest.raises(BadSettings, match="PUBLIC_URL"):
        load(public_url=url)


@pytest.mark.parametrize(
    "given",
    [
        {"port": "0"},
        {"port": "many"},
        {"log_level": "loud"},
        {"engine": "fast"},
        {"database_url": "mysql://ana:geslo@db/dokazilo"},
        {"status_list_length": 1000},
        {"trusted_issuers": "did:web:a.si"},
        {"trusted_issuers": "{geslo"},
        {"trusted_proxies": "proxy.example.org"},
        {"rate_limit_public": "many"},
        {"rate_limit_verify": "0 per fortnight"},
        {"rate_limit_api": ""},
    ],
)
def test_a_wrong_value_is_named_and_not_shown(given: dict[str, object]) -> None:
    (name,) = given
    with pytest.raises(BadSettings, match=name.upper()) as refused:
        load(**given)
    assert "geslo" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://db/x", "postgresql+psycopg://db/x"),
        ("postgresql://db/x?sslmode=require", "postgresql+psycopg://db/x?sslmode=require"),
        ("postgresql+psycopg://db/x", "postgresql+psycopg://db/x"),
        ("sqlite:///var/x.db", "sqlite:///var/x.db"),
    ],
)
def test_hosts_give_database_urls_in_several_forms(written: str, read: str) -> None:
    assert normalised_database_url(written) == read


def test_secrets_do_not_show_themselves() -> None:
    settings = load(database_url="postgres://ana:geslo@db/x", master_key="skrivnost")
    shown = repr(settings) + str(settings) + str(settings.model_dump()) + settings.model_dump_json()
    assert "geslo" not in shown
    assert "skrivnost" not in shown


def test_an_empty_master_key_is_none() -> None:
    assert load(master_key="").master_key is None


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load().port = 1
