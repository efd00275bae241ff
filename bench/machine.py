"""On what is measured: the machine without its name, the versions, and one core to stay on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.peers import node

_OURS = (
    *("pyld", "orjson", "cryptography", "pynacl", "jsonschema-rs", "sqlalchemy", "psycopg"),
    *("fastapi", "uvicorn", "procrastinate", "pyhanko"),
)
_THEIRS = (
    *("@digitalbazaar/vc", "@digitalbazaar/data-integrity", "@digitalbazaar/ed25519-multikey"),
    *("@digitalbazaar/eddsa-rdfc-2022-cryptosuite", "@digitalcredentials/vc"),
    *("@digitalcredentials/data-integrity", "@digitalcredentials/eddsa-rdfc-2022-cryptosuite"),
    *("jsonld", "rdf-canonize"),
)


def cores() -> list[int]:
    """Give the cores we may run on; none where a process cannot be bound to one."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@contextmanager
def pinned_to(core: int | None) -> Iterator[None]:
    """Stay on one core, with all that is started meanwhile; None changes nothing."""
    before = cores()
    if core is None or not before:
        yield
        return
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def facts() -> dict[str, str | int]:
    """Describe the machine: never its name, address or user."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": psutil.cpu_count() or 0,
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "load_at_start": round(psutil.getloadavg()[0], 1),
    }


def versions() -> dict[str, str]:
    """Give the versions of everything that takes part."""
    own = {name: version(name) for name in _OURS}
    return {
        "dokazilo": _commit(),
        "python": platform.python_version(),
        "openssl": ssl.OPENSSL_VERSION,
        "sqlite": sqlite3.sqlite_version,
        **own,
        "node": _node_version(),
        **{name: _package_version(name) for name in _THEIRS},
    }


def _commit() -> str:
    """Name the commit that is measured, with a "+" where files differ from it."""
    git = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    asked = subprocess.run(git, capture_output=True, text=True, check=False, cwd=node.PEERS)
    return asked.stdout.strip() or "unknown"


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _node_version() -> str:
    program = node.node_program()
    if program is None:
        return "none"
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.strip()


def _package_version(name: str) -> str:
    file = node.PEERS / "node_modules" / name / "package.json"
    if not file.exists():
        return "none"
    found: str = json.loads(file.read_text(encoding="utf-8"))["version"]
    return found
