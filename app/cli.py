"""`python -m app.cli <command>`: what can be done without the service."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from app.trusted_lists_command import add_trusted_lists_arguments, run_trusted_lists
from app.verify_command import USAGE, add_verify_arguments, run_verify


class _Parser(argparse.ArgumentParser):
    """Ends with our exit status for a wrong call; 2 says something else here."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status, 3 for a call that cannot be understood."""
    parser = _Parser(prog="dokazilo", description="Check credentials from the command line.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_verify_arguments(commands.add_parser("verify", help="check credentials"))
    lists = commands.add_parser("trusted-lists", help="keep the EU's trusted lists")
    add_trusted_lists_arguments(lists)
    asked = parser.parse_args(arguments)
    return run_verify(asked) if asked.command == "verify" else run_trusted_lists(asked)


if __name__ == "__main__":
    sys.exit(main())
