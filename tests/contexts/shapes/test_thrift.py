"""When compiling is due."""

from contexts.shapes.thrift import COST, MAX_CREDIT, MAX_SEEN, Thrift

SIZE = 400


def test_the_second_sighting_is_due() -> None:
    thrift = Thrift()

    assert [thrift.is_due(name, SIZE) for name in "aba"] == [False, False, True]


def test_ever_new_shapes_are_never_due() -> None:
    thrift = Thrift()

    assert not any(thrift.is_due(number, SIZE) for number in range(3 * MAX_SEEN))
    assert not thrift.is_due(0, SIZE), "what was seen long ago is forgotten"


def test_compilations_cost_no_more_than_the_full_paths_that_were_taken() -> None:
    """Shapes sent twice, the cheapest way for a stranger to have many compiled."""
    thrift = Thrift()
    documents = 4_000

    due = sum(thrift.is_due(number // 2, SIZE) for number in range(documents))

    assert 0 < due * COST * SIZE <= documents * SIZE + MAX_CREDIT


def test_small_documents_do_not_pay_for_large_ones() -> None:
    thrift = Thrift()
    for number in range(2_000):
        thrift.is_due(number // 2, SIZE)

    small = [thrift.is_due("small", 3) for _ in range(100)]
    large = [thrift.is_due("large", 4_000) for _ in range(2)]

    assert any(small)
    assert not any(large)


def test_after_an_attack_an_honest_shape_is_due_soon() -> None:
    thrift = Thrift()
    for number in range(2_000):
        thrift.is_due(number // 2, SIZE)

    assert any(thrift.is_due("honest", SIZE) for _ in range(COST + 2))
