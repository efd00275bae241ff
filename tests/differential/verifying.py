"""The same check for verdicts: signed credentials, and copies with one text changed.

Under every engine the whole report is the same, and no proof holds over what was changed.
"""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

import orjson

from contexts import Engine, JsonObject
from tests.differential import nasty
from tests.differential.engines import using
from tests.differential.generating import fresh
from tests.differential.mutating import places
from tests.differential.originals import originals
from tests.verifier.makers import judged, signed_by_key
from verifier import Outcome, Report

CHANGES = 8
"""Changed copies of one credential: of one shape, so that shapes are compiled and filled."""
_SIGNED = ("complete badge", "small badge", "badge with status", "endorsed badge", "endorsement")

Judge = Callable[[bytes], Report]


@dataclass(slots=True)
class VerdictScore:
    """What came out."""

    intact: int = 0
    """Credentials as they were signed, of which the proof holds."""
    changed: int = 0
    """Changed ones, of which it does not hold."""
    wrong: list[str] = field(default_factory=list)
    """What repeats each report that depends on the engine, or that judges a proof wrongly."""

    def __str__(self) -> str:
        """Write the score in a line."""
        return (
            f"{self.intact} signed credentials hold, {self.changed} changed ones do not, "
            f"{len(self.wrong)} wrong"
        )


def compare_verdicts(seed: int, count: int, judge: Judge = judged) -> VerdictScore:
    """Sign `count` credentials, change each several times, and judge all of them."""
    score = VerdictScore()
    known = originals()
    for number in range(count):
        chance = random.Random(f"verdict {seed}/{number}")  # noqa: S311 - repeatable, not secret
        name = f"seed {seed}, credential {number}"
        # Another seed is another badge of the same shape.
        document = {**known[chance.choice(_SIGNED)], "id": f"urn:uuid:{chance.random()}"}
        signed = signed_by_key(document)
        _judge(name, signed, judge, score, holds=True)
        for change in range(CHANGES):
            altered = _with_one_text_changed(signed, chance)
            _judge(f"{name}, change {change}", altered, judge, score, holds=False)
    return score


def _judge(
    name: str, document: JsonObject, judge: Judge, score: VerdictScore, *, holds: bool
) -> None:
    secured = _written(document)
    # The naive path is slow, so it sees each credential once.
    engines = Engine if holds else (Engine.COMPILED, Engine.MEMOISED)
    reports = [_under(engine, judge, secured) for engine in engines]
    if any(report != reports[0] for report in reports) or _proof_holds(reports[0]) is not holds:
        score.wrong.append(f"{name}: {[report.findings for report in reports]}")
    elif holds:
        score.intact += 1
    else:
        score.changed += 1


def _written(document: JsonObject) -> bytes:
    """Write it as most programs do, so that outlines fit; escaped where that cannot be."""
    try:
        return orjson.dumps(document)
    except orjson.JSONEncodeError:
        return json.dumps(document).encode()


def _under(engine: Engine, judge: Judge, secured: bytes) -> Report:
    with using(engine):
        return judge(secured)


def _proof_holds(report: Report) -> bool:
    return any(each.check == "proof" and each.outcome is Outcome.PASSED for each in report.findings)


def _with_one_text_changed(signed: JsonObject, chance: random.Random) -> JsonObject:
    document = deepcopy(signed)
    texts = [place for place in places(document) if isinstance(place.value, str)]
    place = chance.choice(texts)
    before = place.value
    while place.value == before:
        others = [other.value for other in texts]
        place.put(chance.choice((fresh(before, chance), *chance.choices(others), *_some(chance))))
    return document


def _some(chance: random.Random) -> list[str]:
    return chance.choices(nasty.TEXTS, k=2)
