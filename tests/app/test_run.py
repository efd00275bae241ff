"""`python -m app.run`, as a process: what it prints, what it keeps, why it refuses to start."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import Any

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 120
SECONDS_TO_END = 90
SECONDS_FOR_A_SECOND_START = 10
get = partial(httpx.get, timeout=SECONDS_TO_END)  # httpx itself waits five seconds
post = partial(httpx.post, timeout=SECONDS_TO_END)


def free_port() -> int:
    """Find a port that stays free: below those that the system gives to whoever asks for any."""
    while True:
        port = SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def environment(var_dir: Path, port: int, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # noqa: TID251 - for a child process
    return kept | {"VAR_DIR": str(var_dir), "PORT": str(port), "HOST": "127.0.0.1"} | more


@contextmanager
def running(var_dir: Path, **more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the service, wait until it is ready, end it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.run"],
        cwd=ROOT,
        env=environment(var_dir, port, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Linux shares the CPU among sessions, and so as among machines
    )
    base = f"{'https' if 'TLS' in more else 'http'}://127.0.0.1:{port}"
    try:
        wait_until_ready(base, process)
        yield base, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS_TO_END)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def wait_until_ready(base: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert process.poll() is None, "it ended"
        try:
            if httpx.get(f"{base}/readyz", verify=False).status_code == 200:  # noqa: S501 - ours
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("it did not get ready")


def refused(var_dir: Path, **more: str) -> str:
    """Start what cannot start, and give what it says."""
    settings = {"PORT": str(free_port())} | more
    ended = subprocess.run(
        [sys.executable, "-m", "app.run"],
        cwd=ROOT,
        env=environment(var_dir, 1, **settings),
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_START,
        check=False,
    )
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def facts(var_dir: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((var_dir / "demo.json").read_text(encoding="utf-8"))
    return written


@pytest.mark.slow
def test_first_start_second_start_and_a_lost_file(tmp_path: Path) -> None:
    with running(tmp_path) as (base, process):
        told = facts(tmp_path)
        assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600
        key = told["api_keys"]["issuer"]
        for name in ("credential_url", "revoked_credential_url"):
            page = base + "/c/" + told[name].rpartition("/c/")[2]
            for ending in ("", ".json", ".jwt"):
                assert get(page + ending).status_code == 200
        process.send_signal(signal.SIGTERM)
        printed, logged = process.communicate(timeout=SECONDS_TO_END)
        for secret in told["api_keys"].values():
            assert secret not in printed + logged
        assert str(tmp_path / "demo.json") in printed
        assert told["credential_url"].rpartition("/")[2] not in printed + logged

    (tmp_path / "demo.json").unlink()
    with running(tmp_path) as (base, process):
        # Processor time: a machine that runs other tests beside this one says nothing of us.
        used = psutil.Process(process.pid).cpu_times()
        assert used.user + used.system < SECONDS_FOR_A_SECOND_START
        again = facts(tmp_path)
        same = ("approved_programme_id", "in_review_programme_id", "credential_id")
        assert [again[name] for name in same] == [told[name] for name in same], "the data are kept"
        old, new = key, again["api_keys"]["issuer"]
        profiles = f"{base}/api/v1/profiles"
        assert get(profiles, headers={"X-API-Key": old}).status_code == 401
        assert get(profiles, headers={"X-API-Key": new}).status_code == 200
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=SECONDS_TO_END)
        assert "Set PUBLIC_URL back" in printed, "the port, hence the address, is another one"


@pytest.mark.slow
def test_an_empty_start_prints_the_first_key_once(tmp_path: Path) -> None:
    printed = []
    for _ in range(2):
        with running(tmp_path, DEMO="0") as (base, process):
            process.send_signal(signal.SIGTERM)
            printed.append(process.communicate(timeout=SECONDS_TO_END)[0])
    shown = [line for line in printed[0].splitlines() if "dkz_" in line]
    assert len(shown) == 1
    assert "dkz_" not in printed[1]
    assert not (tmp_path / "demo.json").exists()
    with running(tmp_path, DEMO="0") as (base, _):
        key = shown[0].rpartition(" ")[2]
        answer = get(f"{base}/api/v1/organisations", headers={"X-API-Key": key})
        assert [each["kind"] for each in answer.json()["items"]] == ["operator"]


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        said = refused(tmp_path, PORT=str(port))
    assert f"Port {port} on 127.0.0.1 cannot be had" in said
    assert not (tmp_path / "dokazilo.db").exists(), "nothing was touched"


@pytest.mark.slow
def test_of_two_starts_at_once_one_gives_way(tmp_path: Path) -> None:
    port = free_port()
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "app.run"],
            cwd=ROOT,
            env=environment(tmp_path, port),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    until = time.monotonic() + SECONDS_TO_START
    while all(process.poll() is None for process in both) and time.monotonic() < until:
        time.sleep(0.05)
    both.sort(key=lambda process: process.poll() is None)
    gone, stays = both
    try:
        assert gone.returncode == 2
        wait_until_ready(f"http://127.0.0.1:{port}", stays)
    finally:
        for process in both:
            process.terminate()
            _, said = process.communicate(timeout=SECONDS_TO_END)
            assert process is stays or f"Port {port} on 127.0.0.1 cannot be had" in said


def test_an_unreachable_database_is_said_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://dokazilo:geslo@127.0.0.1:{free_port()}/dokazilo"
    said = refused(tmp_path, DATABASE_URL=url)
    assert "does not answer" in said
    assert "geslo" not in said


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://dokazilo:geslo@host:vrata/dokazilo",
        "postgresql://dokazilo:geslo@127.0.0.1:1/dokazilo?no_such_option=1",
        "sqlite:///:memory:",
    ],
)
def test_a_database_url_that_cannot_be_used_is_said(tmp_path: Path, url: str) -> None:
    said = refused(tmp_path, DATABASE_URL=url)
    assert "DATABASE_URL" in said
    assert "geslo" not in said


def test_a_wrong_or_missing_master_key_is_said(tmp_path: Path) -> None:
    key, other = "A" * 43 + "=", "B" * 42 + "A="
    with running(tmp_path, MASTER_KEY=key, DEMO="0"):
        pass
    assert "is not the one this database was sealed with" in refused(tmp_path, MASTER_KEY=other)
    assert "The master key is missing" in refused(tmp_path)
    assert "32 bytes" in refused(tmp_path, MASTER_KEY="krako")


def test_settings_that_make_no_sense_are_said(tmp_path: Path) -> None:
    assert "PUBLIC_URL" in refused(tmp_path, PUBLIC_URL="ftp://nekje")


def test_it_speaks_https_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    var_dir = tmp_path / "var"
    with running(var_dir, TLS="1", SANDBOX_ISSUER="1") as (base, process):
        port = base.rpartition(":")[2]
        private_key = var_dir / "tls" / "tls-private-key.pem"
        assert stat.S_IMODE(private_key.stat().st_mode) == 0o600
        tls = ssl.create_default_context(cafile=str(var_dir / "tls" / "tls-certificate.pem"))
        entry = get(f"https://localhost:{port}/vc-api/sandbox", verify=tls).json()
        issuer = entry["issuers"][0]
        assert issuer["endpoint"].startswith(f"https://localhost:{port}/vc-api/")
        credential = {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"],
            "issuer": issuer["id"],
            "credentialSubject": {"id": "did:example:subject"},
        }
        issued = post(issuer["endpoint"], json={"credential": credential}, verify=tls)
        assert issued.status_code == 201
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=SECONDS_TO_END)
        assert "https://localhost" in printed
        assert "http://" not in printed


def test_the_sandbox_starts_nowhere_near_a_schools_keys(tmp_path: Path) -> None:
    var_dir = tmp_path / "var"
    with running(var_dir):
        pass
    with sqlite3.connect(var_dir / "dokazilo.db") as connection:
        guards = connection.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in guards.fetchall():
            connection.execute(f'drop trigger "{name}"')
        connection.execute("update profiles set slug = 'a-real-school' where slug like 'fds%'")
    assert "holds the keys of a school" in refused(var_dir, SANDBOX_ISSUER="1")


def test_https_under_an_address_that_is_not(tmp_path: Path) -> None:
    told = refused(tmp_path / "var", TLS="1", PUBLIC_URL="http://badges.example")
    assert "TLS: " in told
