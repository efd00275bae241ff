"""An inquiry hands out what it was given, and remembers what it lacks, within limits."""

import pytest

from tests.verifier.makers import NOW, POLICY, fetched
from verifier import Kind, Limits, Unavailable
from verifier.inquiry import Inquiry
from verifier.judgement import Judged

URL = "https://a.example/1"


def reason(inquiry: Inquiry, url: str = URL) -> str:
    with pytest.raises(Judged) as stopped:
        inquiry.fetched(url, Kind.STATUS_LIST, "credentialStatus")
    assert stopped.value.outcome.value == "indeterminate"
    return stopped.value.problem.params["reason"]


def test_what_was_given_is_handed_out_and_its_use_remembered() -> None:
    inquiry = Inquiry({URL: fetched(URL, b"x")}, NOW, POLICY, Limits())
    assert inquiry.fetched(URL, Kind.STATUS_LIST, "credentialStatus").body == b"x"
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert inquiry.used == {URL: f"sha256:{digest}"}
    assert not inquiry.needs


def test_what_is_missing_is_asked_for_up_to_a_limit() -> None:
    inquiry = Inquiry({}, NOW, POLICY, Limits(needs=1))
    assert reason(inquiry) == "it was not fetched"
    assert reason(inquiry) == "it was not fetched"
    assert reason(inquiry, "https://b.example/2") == "the document names too many others"
    assert list(inquiry.needs) == [URL]


def test_what_could_not_be_had_is_not_asked_for_again() -> None:
    inquiry = Inquiry({URL: Unavailable(URL, "refused", NOW)}, NOW, POLICY, Limits())
    assert reason(inquiry) == "refused"
    assert not inquiry.needs


def test_an_oversized_resource_is_not_used() -> None:
    inquiry = Inquiry({URL: fetched(URL, b"xx")}, NOW, POLICY, Limits(resource_bytes=1))
    assert reason(inquiry) == "it is larger than is read here"
    assert not inquiry.used
