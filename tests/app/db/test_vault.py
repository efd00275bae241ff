"""app.db.vault: the right master key, or no start."""

import base64
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.db.engine import Database
from app.db.vault import open_vault
from app.keys.master_key import MasterKeyProblem
from app.settings import Settings
from tests.issuer.examples import NOW


def key_text(byte: int) -> SecretStr:
    return SecretStr(base64.b64encode(bytes([byte]) * 32).decode())


def settings_in(folder: Path, master_key: SecretStr | None = None) -> Settings:
    return Settings.load(env_file=None, var_dir=folder, master_key=master_key)


def test_an_empty_database_gets_a_key_file_that_only_the_owner_reads(
    database: Database, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path / "var")
    made = open_vault(database, settings, NOW)
    assert settings.master_key_file.stat().st_mode & 0o777 == 0o600
    again = open_vault(database, settings, NOW)
    assert again.open(made.close(b"plain", place="p"), place="p") == b"plain"


def test_a_key_from_the_environment_needs_no_file(database: Database, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, key_text(1))
    open_vault(database, settings, NOW)
    open_vault(database, settings, NOW)
    assert not settings.master_key_file.exists()


def test_a_wrong_key_stops_the_start(database: Database, tmp_path: Path) -> None:
    open_vault(database, settings_in(tmp_path, key_text(1)), NOW)
    with pytest.raises(MasterKeyProblem, match=r"MASTER_KEY.*is not the one"):
        open_vault(database, settings_in(tmp_path, key_text(2)), NOW)


def test_a_missing_key_file_stops_the_start_and_none_is_made(
    database: Database, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path)
    open_vault(database, settings, NOW)
    settings.master_key_file.unlink()
    with pytest.raises(MasterKeyProblem, match="is missing"):
        open_vault(database, settings, NOW)
    assert not settings.master_key_file.exists()


def test_the_sentence_shows_no_key(database: Database, tmp_path: Path) -> None:
    open_vault(database, settings_in(tmp_path, key_text(1)), NOW)
    wrong = key_text(2)
    with pytest.raises(MasterKeyProblem) as stopped:
        open_vault(database, settings_in(tmp_path, wrong), NOW)
    assert wrong.get_secret_value() not in str(stopped.value)


def test_a_broken_key_names_where_it_stands(database: Database, tmp_path: Path) -> None:
    with pytest.raises(MasterKeyProblem, match="MASTER_KEY is not 32 bytes"):
        open_vault(database, settings_in(tmp_path, SecretStr("c2hvcnQ=")), NOW)


def test_services_that_start_at_once_agree_on_one_key(database: Database, tmp_path: Path) -> None:
    opened = []

    def start() -> None:
        opened.append(open_vault(database, settings_in(tmp_path), NOW).check_value)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert len(set(opened)) == 1
