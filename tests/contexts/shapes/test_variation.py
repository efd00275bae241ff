"""What varies is learnt after some documents, and learnt anew, ever more seldom, if need be."""

from contexts.shapes.variation import Variation


def test_it_is_told_after_some_documents_which_texts_vary() -> None:
    variation = Variation(patience=3)

    assert variation.observe(["school", "Ana", "1"]) is None
    assert variation.observe(["school", "Eva", "1"]) is None
    assert variation.observe(["school", "Ana", "2"]) == (1, 2)


def test_what_is_known_is_not_told_again() -> None:
    variation = Variation(patience=1)

    assert variation.observe(["a"]) == ()
    assert [variation.observe(["a"]) for _ in range(20)] == [None] * 20


def test_more_is_told_ever_more_seldom() -> None:
    variation = Variation(patience=2)

    told = {
        number: found
        for number in range(100)
        if (found := variation.observe(["x" if each > number else "y" for each in range(100)]))
        is not None
    }

    assert list(told) == [1, 7, 31]
    assert told[31] == tuple(range(1, 32))


def test_no_text_is_kept() -> None:
    variation = Variation(patience=2)
    variation.observe(["a secret"])

    assert "secret" not in repr(variation)
