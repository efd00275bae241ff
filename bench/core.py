"""The libraries beside each other, per core: no network, no database, contexts in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.documents import Documents, write_documents
from bench.machine import cores
from bench.process import ContenderFailed, Process, node_process, our_process
from bench.rotation import Contender, Effort, rotate
from contexts import Engine

PEER = "@digitalbazaar/vc"
PEERS = (PEER, "@digitalcredentials/vc", "jsonld + rdf-canonize")
ENGINES = tuple(engine.value for engine in Engine)

_JUDGED = 10
"""Documents that each peer has to accept before anything is timed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    effort: Effort
    documents: int
    """Different ones; a task goes through them again and again."""
    cohort: int
    """Rows of the cohort that is issued in each round."""
    engines: tuple[Engine, ...] = tuple(Engine)
    """The product's own comes first; no ratio is made of the others."""


QUICK = Scale(
    Effort(rounds=5, seconds=0.04, warm_up_seconds=0.2),
    documents=100,
    cohort=100,
    engines=(Engine.COMPILED,),
)
FULL = Scale(Effort(rounds=9, seconds=0.25, warm_up_seconds=1.5), documents=1000, cohort=1000)


@dataclass(frozen=True, slots=True)
class Task:
    """A task of ours, and in which engines it is worth measuring."""

    name: str
    task: str
    engines: tuple[str, ...] = (Engine.COMPILED,)


_COHORT = "issue_all"
_THEIR_TASKS = {
    "sign": "sign: document to eddsa-rdfc-2022",
    "verify": "verify: proof, purpose, dates, required fields",
}
_OURS = (
    Task("sign by template: values to eddsa-rdfc-2022", "fill"),
    Task("render and sign by template: rows to the same", "render_and_fill"),
    Task("sign: document to eddsa-rdfc-2022", "sign", ENGINES),
    Task("issue: checked, both formats", "issue"),
    Task("issue a cohort: checked, both formats, self-checked", _COHORT),
    Task("seal: European credential, level B, ES256", "seal"),
    Task("verify: all checks", "verify", ENGINES),
    Task("verify: what the peers check", "verify_alike"),
    Task("verify: proof alone", "verify_proof"),
    Task("verify: VC-JWT, all checks", "verify_jwt"),
    Task("verify: European seal, level B", "verify_seal"),
)


@dataclass(frozen=True, slots=True)
class Core:
    """What was measured."""

    contenders: list[Contender]
    shape_cache: dict[str, int]
    """What the compiled engine counted meanwhile: hits, compilations, fallbacks, refusals."""


def measure_core(scale: Scale, tell: Callable[[str], None]) -> Core:
    """Have the peers judge what we sign, then measure everybody in rotation.

    Raises ContenderFailed when a peer does not take what is good, or takes what is not.
    """
    with TemporaryDirectory(prefix="dokazilo-bench-") as folder:
        documents = write_documents(Path(folder), scale.documents)
        with _field(documents, scale) as field:
            for judge in field.peers:
                require_right(judge, documents)
            tell(f"core: the peers accept {_JUDGED} of {_JUDGED}, and refuse a tampered one")
            rotate(field.contenders, scale.effort, tell=lambda text: tell(f"core: {text}"))
            return Core(field.contenders, field.compiled.ask("counters"))


def require_right(judge: Process, documents: Documents) -> None:
    """Have a peer accept a sample of what was signed, and refuse it changed."""
    signed = [json.loads(each) for each in documents.lines("signed.ndjson")[:_JUDGED]]
    for credential in signed:
        if not judge.ask("judge", credential=credential)["verified"]:
            raise ContenderFailed("a peer does not accept what Dokazilo signed")
    tampered = {**signed[0], "name": "Something else"}
    if judge.ask("judge", credential=tampered)["verified"]:
        raise ContenderFailed("a peer accepts a tampered credential: its pace means nothing")


@dataclass(frozen=True, slots=True)
class _Field:
    contenders: list[Contender]
    peers: list[Process]
    compiled: Process


@contextmanager
def _field(documents: Documents, scale: Scale) -> Iterator[_Field]:
    """Start everybody: all on one core, where only one of them works at a time."""
    core = cores()[-1] if cores() else None
    contenders: list[Contender] = []
    with ExitStack() as running:
        peers = {
            name: running.enter_context(node_process(name, documents.folder, core))
            for name in PEERS
        }
        for name, process in peers.items():
            contenders += _peer(name, process, pinned=core is not None)
        free = running.enter_context(node_process(PEER, documents.folder, None))
        contenders += _peer(PEER, free, pinned=False)
        ours = {
            engine: running.enter_context(our_process(engine, documents.folder, core))
            for engine in scale.engines
        }
        for engine, process in ours.items():
            contenders += _ours(engine, process, scale.cohort, pinned=core is not None)
        yield _Field(contenders, list(peers.values()), ours[Engine.COMPILED])


def _peer(name: str, process: Process, *, pinned: bool) -> Iterator[Contender]:
    for task in ("sign", "verify"):
        yield Contender(
            name=_key(name, task, pinned=pinned),
            measure=partial(process.time, task),
            facts={"by": name, "task": task, "what": _THEIR_TASKS[task], "pinned": pinned},
        )


def _ours(engine: str, process: Process, cohort: int, *, pinned: bool) -> Iterator[Contender]:
    for each in _OURS:
        if engine in each.engines:
            yield Contender(
                name=_key(engine, each.task, pinned=pinned),
                measure=partial(process.time, each.task),
                count=cohort if each.task == _COHORT else 0,
                facts={
                    "by": "Dokazilo",
                    "engine": engine,
                    "task": each.task,
                    "what": each.name,
                    "pinned": pinned,
                },
            )


def _key(who: str, task: str, *, pinned: bool) -> str:
    return f"{who}/{task}" if pinned else f"{who}/{task}/unpinned"
