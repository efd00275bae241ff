"""openbadgeslib, which shares no line with us or with the Node peers, reads both forms."""

from __future__ import annotations

import json

import pytest

from issuer import status
from tests.interop.issued import HOLDER, Issued, issued
from tests.interop.opinions import Case, openbadgeslib_opinion
from tests.issuer.examples import DATA_LITERACY, SCHOOL
from tests.peers import openbadgeslib

pytestmark = [pytest.mark.peers, pytest.mark.usefixtures("openbadgeslib_is_here")]

FORMS = pytest.mark.parametrize("form", ["badge", "token"])


def ask(one: Issued, form: str) -> openbadgeslib.Opinion:
    return openbadgeslib_opinion(Case(getattr(one, form), one.lists(3, 131_071)))


@FORMS
def test_the_status_is_the_published_one(form: str) -> None:
    one = issued(DATA_LITERACY, language="en", holder_did=HOLDER)
    assert ask(one, form) == openbadgeslib.Opinion(
        verified=True, revoked_or_unknown=None, error=None
    )
    for step, purpose in ((status.suspend, "suspension"), (status.revoke, "revocation")):
        opinion = ask(one.after(step), form)
        assert opinion.verified
        assert f"'{purpose}' is set at index" in str(opinion.revoked_or_unknown)


@FORMS
def test_the_key_is_the_one_in_our_did_document(form: str) -> None:
    one = issued()
    without_documents = openbadgeslib.verify(getattr(one, form), issuer=SCHOOL.did)
    assert not without_documents.verified
    assert "was not handed over" in str(without_documents.error)


def test_changed_content_is_refused() -> None:
    badge = issued().badge
    badge["credentialSubject"]["achievement"]["creditsAvailable"] = 60
    opinion = openbadgeslib_opinion(Case(badge))
    assert not opinion.verified
    assert opinion.error
    assert json.dumps(badge) != json.dumps(issued().badge)
