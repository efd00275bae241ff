"""The differential check: every engine of ours and every oracle on every document, and the score.

Our engines must agree on everything, to the last word of a refusal. What we accept, each oracle
must accept and write in the same bytes. What we refuse others may accept: refusing more is safe,
but it is counted, by reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice

from contexts import ContextsError, counters
from tests.differential.agreement import Disagreement, Relabel, known_difference
from tests.differential.oracles import Oracle
from tests.differential.samples import Answer, Canonicalize, Sample
from tests.differential.score import Mismatch, Score

BATCH = 50
"""Documents asked of everybody at once; whole families, so that engines may take turns."""
REFUSED_SHARE = 10
"""Of the documents we refuse, one in so many is shown to a strict oracle."""

Answered = tuple[Sample, Answer]
"""A sample and our answer."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Everybody who is asked about a document."""

    engines: Mapping[str, Canonicalize]
    """Ours, by name. The first speaks for us to the oracles."""
    oracles: Sequence[Oracle]
    relabel: Relabel
    shares: Mapping[str, int] = field(default_factory=dict)
    """Of an engine or oracle too slow for all documents: it is asked one in so many."""


def compare(samples: Iterable[Sample], panel: Panel) -> Score:
    """Ask everybody about every sample."""
    score, before = Score(), Counter(counters())
    for batch in _batches(samples):
        answered = _of_engines(batch, panel, score)
        for oracle in panel.oracles:
            _compare_with(oracle, answered[:: panel.shares.get(oracle.name, 1)], panel, score)
            if oracle.strict:
                _count_stricter(oracle, answered, score)
    score.shapes = Counter(counters()) - before
    return score


def ask(engine: Canonicalize, sample: Sample) -> Answer:
    """Ask one of our engines, which must not change the document."""
    document = deepcopy(sample.document)
    try:
        answer = Answer(nquads=engine(document))
    except ContextsError as refusal:
        answer = Answer(refusal=f"{refusal.code}: {refusal}")
    except Exception as fault:  # noqa: BLE001 - that is what is looked for
        answer = Answer(fault=f"it breaks with {type(fault).__name__}: {fault}")
    if repr(document) != repr(sample.document):
        return Answer(fault="it changes the document it is given")
    return answer


def _of_engines(batch: Sequence[Sample], panel: Panel, score: Score) -> list[Answered]:
    """Give the first engine's answers; note where another does not agree with them."""
    (first, engine), *others = panel.engines.items()
    answered = [(sample, ask(engine, sample)) for sample in batch]
    score.documents += len(answered)
    for sample, answer in answered:
        if answer.fault is not None:
            score.mismatches.append(Mismatch(sample, first, (answer, answer)))
        elif answer.refusal is not None:
            score.refused[_code(answer)] += 1
    for name, other in others:
        for sample, answer in answered[:: panel.shares.get(name, 1)]:
            second = ask(other, sample)
            if second == answer:
                score.equal[name] += 1
            else:
                score.mismatches.append(Mismatch(sample, f"{first} / {name}", (answer, second)))
    return answered


def _compare_with(oracle: Oracle, answered: Sequence[Answered], panel: Panel, score: Score) -> None:
    """Note where an oracle does not agree with what we accept."""
    accepted = [each for each in answered if each[1].nquads is not None]
    for (sample, ours), theirs in _asked(oracle, accepted):
        if theirs == ours:
            score.equal[oracle.name] += 1
            continue
        found = Disagreement(oracle.name, sample.document, ours.nquads or "", theirs, panel.relabel)
        known = known_difference(found)
        if known is None:
            score.mismatches.append(Mismatch(sample, f"ours / {oracle.name}", (ours, theirs)))
        else:
            score.known[f"{oracle.name}: {known}"] += 1


def _count_stricter(oracle: Oracle, answered: Sequence[Answered], score: Score) -> None:
    """Count what we refuse and the oracle accepts, of a share of what we refuse."""
    refused = [each for each in answered if each[1].refusal is not None][::REFUSED_SHARE]
    for (_, ours), theirs in _asked(oracle, refused):
        outcome = "also refuses" if theirs.nquads is None else "accepts"
        score.stricter[f"{oracle.name} {outcome} {_code(ours)}"] += 1


def _asked(oracle: Oracle, answered: Sequence[Answered]) -> Iterator[tuple[Answered, Answer]]:
    answers = oracle.answers([sample.document for sample, _ in answered])
    return zip(answered, answers, strict=True)


def _batches(samples: Iterable[Sample]) -> Iterator[list[Sample]]:
    left = iter(samples)
    while batch := list(islice(left, BATCH)):
        yield batch


def _code(answer: Answer) -> str:
    return (answer.refusal or "").split(":")[0]
