"""What a differential run found out, and how it is written down."""

from collections import Counter
from dataclasses import dataclass, field

from tests.differential.samples import Answer, Sample


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two programs that do not agree."""

    sample: Sample
    between: str
    answers: tuple[Answer, Answer]

    def __str__(self) -> str:
        """Say what repeats it, and where the answers first differ."""
        one, other = self.answers
        return f"{self.sample}: {self.between}\n  {_shown(one, other)}\n  {_shown(other, one)}"


@dataclass(slots=True)
class Score:
    """Counts of one run."""

    documents: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By our code."""
    equal: Counter[str] = field(default_factory=Counter)
    """By engine or oracle: answers that were equal to ours."""
    known: Counter[str] = field(default_factory=Counter)
    """By oracle and name of the known difference."""
    stricter: Counter[str] = field(default_factory=Counter)
    """By oracle, its outcome and our code, of a share of what we refuse."""
    shapes: Counter[str] = field(default_factory=Counter)
    """What compiled shapes did meanwhile, by the counters of `contexts`."""
    mismatches: list[Mismatch] = field(default_factory=list)

    def __str__(self) -> str:
        """Write the score in a few lines."""
        accepted = self.documents - self.refused.total()
        return "\n".join(
            (
                f"{self.documents} documents, {accepted} accepted",
                f"  {len(self.mismatches)} mismatches",
                f"  refused: {_counted(self.refused)}",
                f"  compiled shapes: {_counted(self.shapes)}",
                f"  equal to our answer: {_counted(self.equal)}",
                f"  known differences: {_counted(self.known)}",
                f"  of a share of those refused: {_counted(self.stricter)}",
            )
        )


def _shown(answer: Answer, other: Answer) -> str:
    if answer.nquads is None:
        return answer.fault or f"refused: {answer.refusal}"
    alone = set(answer.nquads.splitlines()) - set((other.nquads or "").splitlines())
    return f"accepted; {len(alone)} lines only here: {sorted(alone)[:3]}"


def _counted(counter: Counter[str]) -> str:
    return ", ".join(f"{times} {name}" for name, times in counter.most_common()) or "none"
