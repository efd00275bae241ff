"""Rules of the house that no off-the-shelf linter knows. A rule worth having is a program."""

import ast
import json
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("app", "issuer", "verifier", "contexts")
MODULES = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]

LINES_AT_MOST = 300
LINES_IN_THE_MEDIAN_AT_MOST = 120
FUNCTION_LINES_AT_MOST_IN_NINE_OF_TEN = 25

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}

TOP_LEVEL = {
    ".ci",
    ".dockerignore",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "bench",
    "compose.yaml",
    "contexts",
    "docs",
    "issuer",
    "migrations",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "tests",
    "verifier",
}

LOCKS = [
    "requirements.lock",
    "requirements-dev.lock",
    "tests/peers/requirements.lock",
    "tests/peers/package-lock.json",
]

# A path that only exists on somebody's machine.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|Users|root|tmp)/\w")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[Path, Function]]:
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, Function):
                yield path, node


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git from the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this folder is not a git clone")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_and_fits_a_few_screens(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), "every module starts with a docstring"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES_AT_MOST, f"{lines} lines: split it along its story"
    assert path.stem not in FORBIDDEN_NAMES, "name a module after the one thing it is"
    assert path.parent.name not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_is_described(path: Path) -> None:
    bare = [
        node.name
        for parent in _public_places(tree_of(path))
        for node in parent.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _is_overload(node)
    ]
    assert bare == []


def _public_places(module: ast.Module) -> Iterator[ast.Module | ast.ClassDef]:
    yield module
    for node in module.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node


def _is_overload(node: ast.ClassDef | Function) -> bool:
    return any("overload" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_modules_and_functions_stay_short() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    assert statistics.median(lines) <= LINES_IN_THE_MEDIAN_AT_MOST
    lengths = sorted(_length(node) for _, node in functions())
    if lengths:
        assert lengths[len(lengths) * 9 // 10] <= FUNCTION_LINES_AT_MOST_IN_NINE_OF_TEN


def _length(node: Function) -> int:
    """Count a function's lines without its docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def test_only_the_shell_catches_everything() -> None:
    caught = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if not path.is_relative_to(ROOT / "app")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert caught == []


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [name_of(path) for path in MODULES if left.search(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.endswith(".lock")])
def test_a_lock_pins_every_package_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    loose = [line for line in lines if "==" not in line or "--hash=sha256:" not in line]
    assert lines
    assert loose == []


def test_the_npm_lock_pins_every_package_with_its_digest() -> None:
    lock = json.loads((ROOT / "tests/peers/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_development_adds_to_the_run_time_lock_and_changes_nothing() -> None:
    run, dev = (_pins(ROOT / lock) for lock in LOCKS[:2])
    assert {name: dev.get(name) for name in run} == run


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+(?:\[.*?\])?)==(\S+)", lock.read_text(), re.MULTILINE))


def test_the_top_level_stays_as_drawn() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    found = []
    for path in tracked_files():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name_of(path)}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []
