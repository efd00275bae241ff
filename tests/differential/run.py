"""`make differential DOCUMENTS=200000`: the differential check for as long as wanted.

`--seed` repeats a run; each finding names its family too, and a family follows from the seed and
its number alone.
"""

import argparse
import random
import sys

from tests.differential.comparing import compare
from tests.differential.generating import samples
from tests.differential.panels import full_panel


def main() -> int:
    """Compare as many documents as were asked for; give the number of mismatches, at most 100."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = arguments.parse_args()
    _say(f"seed {asked.seed}")
    with full_panel() as panel:
        score = compare(samples(asked.seed, asked.documents), panel)
    _say(str(score))
    for mismatch in score.mismatches[:20]:
        _say(str(mismatch))
    return min(len(score.mismatches), 100)


def _say(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
