"""Hostile documents end in a named error, soon and in little memory, each in its own process."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.contexts.reference_data import OB, ROOT, credential

SECONDS = 1.0
MEGABYTES = 200
P = "https://sola.example/p"

# The document is parsed before the clock starts: what a body may cost is the caller's limit.
PROGRAM = """
import json, re, sys, time
from pathlib import Path
from contexts import ContextsError, canonicalize
canonicalize({"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential"})
sys.setrecursionlimit(200_000)
document = json.load(sys.stdin)
sys.setrecursionlimit(1_000)
started = time.process_time()
answers = set()
for _ in range(int(sys.argv[1])):
    try:
        canonicalize(document)
        answers.add("canonical")
    except ContextsError as error:
        answers.add(error.code)
[answer] = answers
seconds = time.process_time() - started
# Not getrusage: its maximum is inherited from the test process, however large that has grown.
kilobytes = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps({"answer": answer, "seconds": seconds, "megabytes": kilobytes / 1024}))
"""


def clique(size: int) -> dict[str, Any]:
    nodes = [
        {"id": f"_:n{i}", P: [{"id": f"_:n{j}"} for j in range(size) if j != i]}
        for i in range(size)
    ]
    return credential(credentialSubject=nodes)


def twin_achievements(alignments: int) -> dict[str, Any]:
    """A plain tree without a single `_:`: two achievements with k empty alignments each."""
    achievement = {"type": "Achievement", "alignment": [{"type": "Alignment"}] * alignments}
    return credential(
        OB, credentialSubject={"type": "AchievementSubject", "achievement": [achievement] * 2}
    )


def nested(depth: int) -> dict[str, Any]:
    evidence: dict[str, Any] = {"id": "urn:innermost"}
    for _ in range(depth):
        evidence = {"type": "Evidence", P: evidence}
    return credential(OB, evidence=[evidence])


def ring(size: int) -> dict[str, Any]:
    nodes = [{"id": f"_:n{i}", P: {"id": f"_:n{(i + 1) % size}"}} for i in range(size)]
    return credential(**{P: [{f"{P}s": nodes[i : i + 200]} for i in range(0, size, 200)]})


def many_strings(count: int) -> dict[str, Any]:
    return credential(**{P: [f"{number}" for number in range(count)]})


def one_node_many_times(times: int) -> dict[str, Any]:
    """The array limit evaded: one node's property, a part of it in each of many objects."""
    parts = [
        {"id": "urn:one", f"{P}s": [f"{part}-{number}" for number in range(250)]}
        for part in range(times)
    ]
    return credential(**{P: parts})


def one_relation_in_many_graphs(graphs: int) -> dict[str, Any]:
    inner = {**credential(id="_:s"), P: [{"id": "_:o"}, {"id": "_:q"}]}
    presentation = credential(verifiableCredential=[inner] * graphs)
    return {**presentation, "type": "VerifiablePresentation"}


def a_long_id_in_many_statements() -> dict[str, Any]:
    return credential(id="urn:" + "x" * 500_000, **{f"{P}{i}": "x" for i in range(900)})


REFUSED: dict[str, Callable[[], dict[str, Any]]] = {
    "ten nodes all connected": lambda: clique(10),
    "forty nodes all connected": lambda: clique(40),
    "two achievements with 8 alignments": lambda: twin_achievements(8),
    "two achievements with 9 alignments": lambda: twin_achievements(9),
    "two achievements with 10 alignments": lambda: twin_achievements(10),
    "two achievements with 250 alignments": lambda: twin_achievements(250),
    "evidence 400 deep": lambda: nested(400),
    "evidence 20,000 deep": lambda: nested(20_000),
    "a ring of 450 nodes": lambda: ring(450),
    "4,000 strings in one property": lambda: many_strings(4_000),
    "16,000 strings in one property": lambda: many_strings(16_000),
    "1,750 strings of one node": lambda: one_node_many_times(7),
    "one relation in 100 graphs": lambda: one_relation_in_many_graphs(100),
    "a context 500 times": lambda: credential(*[OB] * 500),
    "a long id in many statements": a_long_id_in_many_statements,
}


def cost(document: dict[str, Any], *, times: int = 1) -> dict[str, Any]:
    sys.setrecursionlimit(200_000)
    try:
        body = json.dumps(document)
    finally:
        sys.setrecursionlimit(1_000)
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", PROGRAM, str(times)],
        input=body,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_refused_in_time(make: Callable[[], dict[str, Any]]) -> None:
    spent = cost(make())

    assert spent["answer"] == "TOO_MUCH_WORK"
    assert spent["seconds"] < SECONDS
    assert spent["megabytes"] < MEGABYTES


LARGEST: dict[str, Callable[[], dict[str, Any]]] = {
    "most values": lambda: credential(
        **{f"{P}{part}": [f"{n}" for n in range(240)] for part in range(8)}
    ),
    "most nodes": lambda: credential(
        **{P: [{"id": f"urn:{n}", f"{P}s": str(n)} for n in range(250)]}
    ),
    "most blank nodes": lambda: credential(**{P: [{f"{P}s": str(n)} for n in range(250)]}),
}


@pytest.mark.parametrize("make", LARGEST.values(), ids=LARGEST)
def test_the_largest_honest_documents_stay_in_the_same_bounds(
    make: Callable[[], dict[str, Any]],
) -> None:
    spent = cost(make())

    assert spent["answer"] == "canonical"
    assert spent["seconds"] < SECONDS
    assert spent["megabytes"] < MEGABYTES


@pytest.mark.parametrize("make", LARGEST.values(), ids=LARGEST)
def test_compiling_their_shapes_costs_a_few_full_paths_once(
    make: Callable[[], dict[str, Any]],
) -> None:
    spent = cost(make(), times=20)

    assert spent["answer"] == "canonical"
    assert spent["seconds"] < 5 * SECONDS
    assert spent["megabytes"] < MEGABYTES


@pytest.mark.parametrize(
    "make", [lambda: clique(10), lambda: twin_achievements(10)], ids=["clique", "achievements"]
)
def test_what_is_refused_is_refused_alike_when_it_comes_again(
    make: Callable[[], dict[str, Any]],
) -> None:
    spent = cost(make(), times=10)

    assert spent["answer"] == "TOO_MUCH_WORK"
    assert spent["seconds"] < SECONDS


def test_fifty_alignments_alike_are_honest() -> None:
    alignments = [{"type": "Alignment"}] * 50
    document = credential(
        OB,
        credentialSubject={
            "type": "AchievementSubject",
            "achievement": {"type": "Achievement", "alignment": alignments},
        },
    )

    assert cost(document)["answer"] == "canonical"
