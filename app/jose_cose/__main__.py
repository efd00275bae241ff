"""`python -m app.jose_cose issue|verify`: one test of the suite, its result in the output file.

The result is `{"result": "success" | "failure" | "indeterminate", "data": …}`: the token or the
verified document, or why not. The exit status is 0 for success, 1 else, 2 for a wrong call.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app.jose_cose.keys import read_method
from app.jose_cose.securing import FEATURES, issue, verify
from verifier.judgement import Judged

SUCCESS, FAILURE = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one test; give the exit status."""
    asked = _parser().parse_args(arguments)
    result, data = _run(asked)
    Path(asked.output).write_text(json.dumps({"result": result, "data": data}), encoding="utf-8")
    if result != "success":
        sys.stderr.write(f"{result}: {data}\n")
    return SUCCESS if result == "success" else FAILURE


def _run(asked: argparse.Namespace) -> tuple[str, str]:
    feature = FEATURES.get(asked.feature)
    if feature is None:
        return "indeterminate", "This feature is not known here."
    try:
        method = read_method(Path(asked.key))
        data = Path(asked.input).read_bytes()
        if asked.command == "verify":
            return "success", json.dumps(verify(data, feature, method), ensure_ascii=False)
        return "success", issue(data, feature, method, asked.sd)
    except Judged as stopped:
        return "failure", f"{stopped.problem.code}: {stopped.problem.detail}"
    except OSError as error:
        return "failure", f"A file cannot be read: {error.strerror}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.jose_cose", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("issue", "verify"):
        command = commands.add_parser(name)
        for option in ("--input", "--key", "--feature", "--output"):
            command.add_argument(option, required=True)
        command.add_argument("--fn", help="as an older edition of the suite repeats the command")
        command.add_argument("--sd", type=_paths, default=[], help="paths, as a JSON array")
    return parser


def _paths(text: str) -> list[str]:
    paths = json.loads(text or "[]")
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise ValueError(text)
    return paths


if __name__ == "__main__":
    sys.exit(main())
