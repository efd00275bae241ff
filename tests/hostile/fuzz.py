"""`make fuzz MINUTES=10`: feed every parser changed files, and keep what breaks one.

A parser may give a value or one of its named errors, in bounded time. Whatever else comes is kept
in tests/hostile/corpus, from where every test run tries it again. `--seed` repeats a run.
"""

import argparse
import hashlib
import itertools
import random
import sys
import time
from collections import Counter

from tests.hostile.mutating import FOUND, mutated
from tests.hostile.parsers import NAMED_ERRORS, PARSERS, Parser

MOST_SECONDS = 2.0
"""Of this process's own time, so that a busy machine makes no findings."""


def main() -> int:
    """Fuzz for as long as was asked; give the number of findings, at most 100."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = arguments.parse_args()
    _say(f"seed {asked.seed}, {asked.minutes:g} minutes, {len(PARSERS)} parsers")
    chance = random.Random(asked.seed)  # noqa: S311  # nothing secret
    findings: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    end = time.monotonic() + asked.minutes * 60
    for name in itertools.cycle(PARSERS):
        if time.monotonic() >= end:
            break
        data = mutated(chance)
        tried[name] += 1
        wrong = what_is_wrong(PARSERS[name], data)
        if wrong is not None:
            findings[f"{name}: {wrong}"] += 1
            if findings[f"{name}: {wrong}"] == 1:
                _keep(name, data, wrong)
    _say(f"{tried.total()} inputs; {len(findings)} kinds of finding")
    for finding, times in findings.most_common():
        _say(f"  {times} x {finding}")
    return min(len(findings), 100)


def what_is_wrong(parser: Parser, data: bytes) -> str | None:
    """Say how a parser broke; None when it gave a value or one of its named errors, in time."""
    began = time.process_time()
    try:
        parser(data)
    except NAMED_ERRORS:
        pass
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        frames = error.__traceback__
        while frames is not None and frames.tb_next is not None:
            frames = frames.tb_next
        place = f"{frames.tb_frame.f_code.co_filename}:{frames.tb_lineno}" if frames else ""
        return f"{type(error).__name__} at {place[-60:]}"
    took = time.process_time() - began
    return None if took <= MOST_SECONDS else "takes too long"


def _keep(name: str, data: bytes, wrong: str) -> None:
    FOUND.mkdir(exist_ok=True)
    digest = hashlib.sha256(data).hexdigest()[:12]
    path = FOUND / f"{name.replace(' ', '-')}-{digest}.bin"
    path.write_bytes(data)
    _say(f"{name}: {wrong}: kept as {path.name}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
