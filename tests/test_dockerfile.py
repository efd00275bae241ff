"""The image can be built and run: each of its steps is tried here without a container engine."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
START_SECONDS = 30


def steps(instruction: str) -> list[str]:
    """Return the texts of all such instructions, in order."""
    lines = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
    found = [re.split(r"\s+", line, maxsplit=1) for line in lines if re.match(r"[A-Z]+ ", line)]
    return [text for name, text in found if name == instruction]


def copied_from_the_repository() -> list[tuple[str, str]]:
    copies = [shlex.split(text) for text in steps("COPY") if "--from=" not in text]
    return [(source, target) for *sources, target in copies for source in sources]


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    sources = {source for source, _ in copied_from_the_repository()}
    assert sources == let_in
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_image_installs_as_make_does(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    planned = subprocess.run(
        ["make", "--dry-run", "setup"],  # noqa: S607 - make from the PATH
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    environment, install = re.split(r"\s+&&\s+", steps("RUN")[0])
    assert install in planned.splitlines()
    assert environment == "python3 -m venv .venv"
    assert '"$python" -m venv .venv' in planned


def test_the_folder_for_data_belongs_to_the_service_alone(tmp_path: Path) -> None:
    command = steps("RUN")[-1]
    user, group = steps("USER")[-1].split(":")
    assert f"--owner={user} --group={group}" in command
    if os.geteuid() != 0:
        command = command.replace(user, str(os.getuid())).replace(group, str(os.getgid()))
    subprocess.run(shlex.split(command), cwd=tmp_path, check=True)  # noqa: S603 - our own step
    made = (tmp_path / "var").stat()
    assert oct(made.st_mode) == "0o40700"
    assert made.st_uid == (int(user) if os.geteuid() == 0 else os.getuid())


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Lay out the image's folder as its COPY steps do, with this environment's packages."""
    for source, target in copied_from_the_repository():
        if (ROOT / source).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, tmp_path / target, ignore=ignored)
        else:
            shutil.copy(ROOT / source, tmp_path / target)
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    (tmp_path / "var").mkdir(mode=0o700)
    return tmp_path


@pytest.fixture
def container(image: Path) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, str], Path]]:
    """Run the image's CMD in its folder, on a free port, with little else in the environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {"PATH": "/usr/bin:/bin", "HOST": "127.0.0.1", "PORT": port}
    command = json.loads(steps("CMD")[-1])
    with (image / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own step
            command, cwd=image, env=environment, stdout=log, stderr=log
        )
    yield process, environment, image
    process.terminate()
    process.wait(START_SECONDS)


@pytest.mark.slow
@pytest.mark.enable_socket
def test_the_image_serves_and_its_health_check_tells(
    container: tuple[subprocess.Popen[bytes], dict[str, str], Path],
) -> None:
    process, environment, image = container
    assert becomes_healthy(process, environment, image), (image / "log").read_text()[-2000:]
    process.terminate()
    assert process.wait(START_SECONDS) in {0, -15}
    assert not is_healthy(environment, image)


def becomes_healthy(
    process: subprocess.Popen[bytes], environment: dict[str, str], image: Path
) -> bool:
    for _ in range(START_SECONDS * 2):
        if process.poll() is not None:
            return False
        if is_healthy(environment, image):
            return True
        time.sleep(0.5)
    return False


def is_healthy(environment: dict[str, str], image: Path) -> bool:
    command = json.loads(steps("HEALTHCHECK")[-1].partition("CMD ")[2])
    asked = subprocess.run(  # noqa: S603 - our own step
        command, cwd=image, env=environment, capture_output=True, check=False
    )
    return asked.returncode == 0


def compose() -> dict[str, Any]:
    described: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return described


def test_compose_waits_for_a_healthy_database() -> None:
    services = compose()["services"]
    assert services["dokazilo"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "pg_isready" in services["database"]["healthcheck"]["test"][1]
    assert services["dokazilo"]["environment"]["DATABASE_URL"].startswith("postgresql+psycopg://")


def test_compose_keeps_the_master_key_in_a_file() -> None:
    described = compose()
    service = described["services"]["dokazilo"]
    assert service["secrets"] == list(described["secrets"])
    assert service["environment"]["MASTER_KEY_FILE"] == "/run/secrets/master_key"
