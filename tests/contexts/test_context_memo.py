"""The memo remembers what never changes, and nothing else."""

from contexts.context_memo import MAX_RESULTS, ContextMemo, PyldContext

FLAGS = (False, True, True)


NULL_CONTEXT: PyldContext = False  # how PyLD writes a scoped context of null


def initial_context() -> PyldContext:
    return {"mappings": {}}


class Processor:
    """Stands for PyLD: makes a new context each time, and counts."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> PyldContext:
        """Make another context."""
        self.made += 1
        return {"mappings": {"term": {"@context": {"scoped": "urn:scoped"}}}}


def test_a_result_is_made_once() -> None:
    memo, process, initial = ContextMemo(), Processor(), initial_context()
    memo.own_initial(initial)

    first = memo.recall(initial, ["urn:a", "urn:b"], FLAGS, process)

    assert memo.recall(initial, ["urn:a", "urn:b"], FLAGS, process) is first
    second = memo.recall(first, NULL_CONTEXT, FLAGS, process)
    assert memo.recall(first, NULL_CONTEXT, FLAGS, process) is second
    assert process.made == 2


def test_order_flags_and_active_context_make_another_result() -> None:
    memo, process, initial = ContextMemo(), Processor(), initial_context()
    memo.own_initial(initial)
    first = memo.recall(initial, "urn:a", FLAGS, process)

    for active, local, flags in (
        (initial, ["urn:a", "urn:b"], FLAGS),
        (initial, ["urn:b", "urn:a"], FLAGS),
        (initial, "urn:a", (True, True, True)),
        (first, "urn:a", FLAGS),
    ):
        memo.recall(active, local, flags, process)

    assert process.made == 5


def test_scoped_contexts_of_a_result_are_known_by_identity() -> None:
    memo, process, initial = ContextMemo(), Processor(), initial_context()
    memo.own_initial(initial)
    first = memo.recall(initial, "urn:a", FLAGS, process)
    scoped = first["mappings"]["term"]["@context"]

    assert memo.recall(first, scoped, FLAGS, process) is memo.recall(first, scoped, FLAGS, process)
    assert process.made == 2


def test_what_a_document_brings_itself_is_never_remembered() -> None:
    memo, process, initial = ContextMemo(), Processor(), initial_context()
    memo.own_initial(initial)

    for local in ({"name": "urn:name"}, [{"name": "urn:name"}], [], None):
        memo.recall(initial, local, FLAGS, process)
        memo.recall(initial, local, FLAGS, process)
    memo.recall({"mappings": {}}, "urn:a", FLAGS, process)
    memo.recall({"mappings": {}}, "urn:a", FLAGS, process)

    assert process.made == 10


def test_a_full_memo_starts_over() -> None:
    memo, process, initial = ContextMemo(), Processor(), initial_context()
    for number in range(3 * MAX_RESULTS):
        memo.own_initial(initial)
        memo.recall(initial, f"urn:{number}", FLAGS, process)

    memo.own_initial(initial)
    before = process.made
    kept = memo.recall(initial, "urn:again", FLAGS, process)

    assert memo.recall(initial, "urn:again", FLAGS, process) is kept
    assert process.made == before + 1
