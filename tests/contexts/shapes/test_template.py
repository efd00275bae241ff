"""Templates give byte for byte what the full path gives, or say that they can not."""

import pytest

from contexts import Fallback, NotCompilable, Place, canonicalize, compile_template
from tests.contexts.reference_data import badge

SLOTS: list[Place] = [("id",), ("name",), ("credentialSubject", "id")]


def test_a_filled_template_is_the_canonical_form_of_the_filled_document() -> None:
    template = compile_template(badge(), SLOTS)

    document = badge(id="urn:uuid:1", name='Š, 100 % and "quotes"\n')
    document["credentialSubject"]["id"] = "did:example:somebody"

    filled = template.fill([document["id"], document["name"], "did:example:somebody"])
    assert filled == canonicalize(document)


def test_what_a_template_can_not_be_sure_of_falls_back() -> None:
    template = compile_template(badge(), SLOTS)

    with pytest.raises(Fallback):
        template.fill(["relative", "name", "did:example:somebody"])


def test_a_type_is_no_slot() -> None:
    with pytest.raises(NotCompilable):
        compile_template(badge(), [("type", 0)])
