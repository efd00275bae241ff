"""A bounded memory forgets what is not used."""

from concurrent.futures import ThreadPoolExecutor

from contexts.shapes.remembering import BoundedMemory


def test_the_least_recently_used_goes_first() -> None:
    memory: BoundedMemory[str, int] = BoundedMemory(2, 100)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1

    memory.keep("c", 3)

    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (1, None, 3)


def test_large_values_push_out_others_and_at_last_themselves() -> None:
    memory: BoundedMemory[str, int] = BoundedMemory(10, 100)
    memory.keep("a", 1, 60)
    memory.keep("b", 2, 60)
    assert (memory.get("a"), memory.get("b")) == (None, 2)

    memory.keep("c", 3, 101)

    assert len(memory) == 0
    memory.keep("d", 4, 100)
    assert memory.get("d") == 4


def test_what_is_kept_is_not_replaced() -> None:
    memory: BoundedMemory[str, int] = BoundedMemory(10, 100)

    assert memory.keep("a", 1) == 1
    assert memory.keep("a", 2) == 1


def test_threads_never_exceed_the_bounds() -> None:
    memory: BoundedMemory[int, int] = BoundedMemory(20, 50)

    def use(start: int) -> None:
        for number in range(start, start + 500):
            memory.keep(number % 97, number, number % 7)
            memory.get(number % 31)
            assert len(memory) <= 20

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(use, range(0, 800, 100)))
