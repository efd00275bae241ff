"""`make differential DOCUMENTS=200000`: the differential check for as long as wanted.

`--seed` repeats a run; each finding names its family too, and a family follows from the seed and
its number alone. What is found is made small and kept in `found/`, from where every test run tries
it again.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from contexts import JsonObject
from tests.differential.comparing import Panel, compare
from tests.differential.engines import forget_shapes
from tests.differential.found import TIMES, keep
from tests.differential.generating import family, samples
from tests.differential.minimising import minimised
from tests.differential.panels import full_panel
from tests.differential.score import Mismatch
from tests.differential.templating import compare_templates
from tests.differential.verifying import compare_verdicts

MOST_KEPT = 10
"""Findings of one run that are made small and kept; there is one for each family."""


def main() -> int:
    """Compare as much as was asked for; give the number of mismatches, at most 100."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments.add_argument("--templates", type=int, default=500)
    arguments.add_argument("--credentials", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = arguments.parse_args()
    _say(f"seed {asked.seed}")
    with full_panel() as panel:
        score = compare(samples(asked.seed, asked.documents), panel)
        _say(str(score))
        for mismatch in _one_of_each_family(score.mismatches)[:MOST_KEPT]:
            _say(str(mismatch))
            _say(f"  kept as {_kept(mismatch, panel).name}")
    templates = compare_templates(asked.seed, asked.templates)
    verdicts = compare_verdicts(asked.seed, asked.credentials)
    wrong = [*templates.wrong, *verdicts.wrong]
    for line in (str(templates), str(verdicts), *wrong[:MOST_KEPT]):
        _say(line)
    return min(len(score.mismatches) + len(wrong), 100)


def _one_of_each_family(mismatches: Sequence[Mismatch]) -> list[Mismatch]:
    return list({mismatch.sample.family: mismatch for mismatch in reversed(mismatches)}.values())


def _kept(mismatch: Mismatch, panel: Panel) -> Path:
    """Keep as little of the family as still shows the mismatch, when each document comes often."""
    sample = mismatch.sample
    those = _those_between(mismatch.between, panel)

    def still_wrong(documents: list[JsonObject]) -> bool:
        forget_shapes()
        again = [replace(sample, document=document) for document in documents] * TIMES
        return bool(compare(again, those).mismatches)

    documents = [each.document for each in family(sample.seed, sample.family)]
    return keep(minimised(documents, still_wrong), mismatch.between)


def _those_between(between: str, panel: Panel) -> Panel:
    """Leave out who has no part in a mismatch: the others would only take time."""
    names = between.split(" / ")
    first = next(iter(panel.engines))
    return Panel(
        engines={name: panel.engines[name] for name in panel.engines if name in {first, *names}},
        oracles=[oracle for oracle in panel.oracles if oracle.name in names],
        relabel=panel.relabel,
    )


def _say(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
