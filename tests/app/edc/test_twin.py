"""Badge and European Digital Credential of one award: found together, and compared."""

from __future__ import annotations

from typing import Any

from app.edc.twin import twin_json, twin_of_documents
from issuer.json_bytes import json_bytes
from tests.verifier.edc.test_judging import sealed
from tests.verifier.edc.test_twins import twins


def pair(**changed: Any) -> tuple[dict[str, Any], dict[str, Any], tuple[bytes, ...]]:  # noqa: ANN401
    badge, edc = twins()
    told = {**badge, **changed}
    return badge, edc, (json_bytes(told), b"a.b.c", sealed(edc))


def test_each_has_the_other_as_its_twin() -> None:
    badge, edc, documents = pair()
    of_badge = twin_json(twin_of_documents(badge, documents))
    of_edc = twin_json(twin_of_documents(edc, documents))
    assert of_badge is not None
    assert of_edc is not None
    assert (of_badge["kind"], of_badge["id"]) == ("edc", edc["id"])
    assert (of_edc["kind"], of_edc["id"]) == ("badge", badge["id"])
    assert of_badge["same"] is of_edc["same"] is True
    assert of_badge["name_each_other"] is True


def test_what_differs_is_named_and_not_told() -> None:
    badge, _, documents = pair(awardedDate="2020-01-01T00:00:00Z")
    told = twin_json(twin_of_documents(badge, documents))
    assert told is not None
    assert told["same"] is False
    assert told["differences"] == ["day of the award"]
    assert "2020" not in str(told)


def test_without_a_twin_there_is_nothing_to_say() -> None:
    badge, _, documents = pair()
    assert twin_of_documents(badge, documents[:2]) is None
    assert twin_json(None) is None
