"""DID documents, status lists and signed credentials, as foreign readers fetch them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.app.staging import Stage


def list_path(stage: Stage) -> str:
    entry = stage.told.credentials[0].entries[0]
    return urlsplit(entry.list_url).path


def page_of(stage: Stage) -> str:
    return f"/c/{stage.told.credentials[0].page_token}"


def test_the_did_document_lists_the_keys(stage: Stage) -> None:
    answer = stage.service.get("/profiles/spts-zelena-dolina/did.json")
    assert answer.headers["content-type"] == "application/did+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    document = answer.json()
    assert document["id"] == "did:web:localhost%3A8000:profiles:spts-zelena-dolina"
    assert document["assertionMethod"] == [each["id"] for each in document["verificationMethod"]]
    plain = stage.service.get(
        "/profiles/spts-zelena-dolina/did.json", headers={"Accept": "application/json"}
    )
    assert plain.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/vc", "application/vc"),
        ("application/ld+json, application/json;q=0.5", "application/json"),
        ("text/html", "application/json"),
    ],
)
def test_a_status_list_comes_in_the_type_asked_for(
    stage: Stage, accept: str, media_type: str
) -> None:
    answer = stage.service.get(list_path(stage), headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


def test_a_status_list_can_be_kept_until_it_changes(stage: Stage) -> None:
    path = list_path(stage)
    first = stage.service.get(path)
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["access-control-allow-origin"] == "*"
    # With what we gather a burst of changes for, it makes the five minutes that are promised.
    assert first.json()["credentialSubject"]["ttl"] == (300 - 60 - 5) * 1000
    again = stage.service.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    credential = stage.told.credentials[0]
    stage.service.post(
        f"/api/v1/credentials/{credential.id}/status",
        key=stage.key(),
        json={"status": "revoked", "reason": "Preizkus."},
    )
    changed = stage.service.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_each_type_of_a_status_list_has_a_tag_of_its_own(stage: Stage) -> None:
    tags = {
        stage.service.get(list_path(stage), headers={"Accept": kind}).headers["etag"]
        for kind in ("application/vc", "application/json")
    }
    assert len(tags) == 2
    assert not any(tag.startswith("W/") for tag in tags)


def test_an_unchanged_list_is_not_signed_again(stage: Stage) -> None:
    assert (
        stage.service.get(list_path(stage)).content == stage.service.get(list_path(stage)).content
    )


def test_head_gives_the_headers_alone(stage: Stage) -> None:
    for path in (list_path(stage), f"{page_of(stage)}.json", "/register.json"):
        whole, head = stage.service.get(path), stage.service.call("HEAD", path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    ("ending", "accept", "media_type"),
    [
        (".json", "*/*", "application/json"),
        (".json", "application/vc+ld+json", "application/vc+ld+json"),
        (".json", "application/vc", "application/vc"),
        (".jwt", "*/*", "text/plain; charset=utf-8"),
        (".jwt", "application/vc+jwt", "application/vc+jwt"),
    ],
)
def test_the_learner_takes_the_badge_away(
    stage: Stage, ending: str, accept: str, media_type: str
) -> None:
    answer = stage.service.get(f"{page_of(stage)}{ending}", headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert (
        answer.headers["content-disposition"] == f'attachment; filename="micro-credential{ending}"'
    )
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"
    stored = {document.body for document in stage.told.credentials[0].documents}
    assert answer.content in stored, "the bytes that were signed"


@pytest.mark.parametrize(
    "path",
    [
        "/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.json",
        "/c/kratko.jwt",
        "/status-lists/00000000-0000-4000-8000-000000000000",
        "/status-lists/%00",
        "/profiles/nihče/did.json",
    ],
)
def test_what_is_not_there_is_a_problem_document(stage: Stage, path: str) -> None:
    answer = stage.service.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert answer.headers["content-type"] == "application/problem+json"
