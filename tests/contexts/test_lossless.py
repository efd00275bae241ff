"""The data-loss check on expanded documents: what RDF would drop is refused by name."""

from typing import Any

import pytest

from contexts.errors import DataLoss, TooMuchWork
from contexts.lossless import MAX_CHARACTERS, MAX_VALUES, check_expanded

P = "https://sola.example/p"


def node(**members: Any) -> dict[str, Any]:  # noqa: ANN401 - expanded JSON-LD
    return {"@id": "urn:x", **members}


@pytest.mark.parametrize(
    "expanded",
    [
        node(),
        {P: [{"@value": "x"}]},
        node(**{"@type": ["urn:T"], P: [{"@value": "x", "@language": "sl-si"}]}),
        node(**{P: [{"@id": "_:b0"}, {"@value": 3, "@type": "urn:d"}]}),
        node(**{P: [{"@list": [{"@value": "a"}, {"@id": "urn:y"}]}]}),
        node(**{P: [{"@graph": [node(**{"@type": ["urn:T"]})]}]}),
        node(**{P: [{}]}),
    ],
    ids=repr,
)
def test_what_reaches_rdf_passes(expanded: dict[str, Any]) -> None:
    check_expanded([expanded])


@pytest.mark.parametrize(
    "expanded",
    [
        {"@id": "programi/17"},
        {"@id": "#izid"},
        {"@id": ""},
        {"@id": None},
        {"@id": "urn:with space"},
        {"@id": "urn:<x>"},
        node(**{"@type": ["Unknown"]}),
        node(**{"@type": ["_:t"]}),
        node(**{"@type": [None]}),
        node(name=[{"@value": "x"}]),
        node(**{"_:p": [{"@value": "x"}]}),
        node(**{"urn:{p}": [{"@value": "x"}]}),
        node(**{P: [{"@id": "relative"}]}),
        node(**{P: [{"@list": [{"@id": "relative"}]}]}),
        node(**{P: [{"@graph": [{"@type": ["Unknown"]}]}]}),
        node(**{P: [{"@graph": [{"@value": "x"}]}]}),
        node(**{P: [{"@graph": [{"@list": [{"@value": "x"}]}]}]}),
        node(**{P: [{"@graph": [node()]}]}),
        node(**{P: [{"@graph": [{}]}]}),
        node(**{P: [{"@value": "x", "@language": "not a tag"}]}),
        node(**{P: [{"@value": "x", "@language": "s_l"}]}),
        node(**{P: [{"@value": "x", "@language": ""}]}),
        node(**{P: [{"@value": "x", "@direction": "rtl"}]}),
        node(**{P: [{"@value": "x", "@index": "1"}]}),
        node(**{P: [{"@value": {"a": 1}, "@type": "@json"}]}),
        node(**{P: [{"@value": "5", "@type": "http://www.w3.org/2001/XMLSchema#double"}]}),
        node(**{P: [{"@value": "5", "@type": "relative"}]}),
        node(**{"@index": ["x"]}),
        node(**{"@included": [node()]}),
        node(**{"@reverse": [node()]}),
    ],
    ids=repr,
)
def test_what_would_be_dropped_or_read_differently_is_refused(expanded: dict[str, Any]) -> None:
    with pytest.raises(DataLoss) as caught:
        check_expanded([expanded])

    assert caught.value.why


def test_values_of_one_node_count_together_wherever_they_stand() -> None:
    half = [{"@value": str(number)} for number in range(MAX_VALUES // 2)]
    check_expanded([node(**{P: half}), node(**{P: half})])

    with pytest.raises(TooMuchWork, match="values"):
        check_expanded([node(**{P: half}), node(**{P: half}), node(**{P: half})])


def test_a_long_identifier_may_not_be_multiplied() -> None:
    long = {"@id": "urn:" + "x" * (MAX_CHARACTERS // 10)}
    many = {f"{P}{number}": [{"@value": "x"}] for number in range(10)}

    with pytest.raises(TooMuchWork, match="repeated"):
        check_expanded([long | many])
