"""Pictures on other people's pages, over HTTP: their state, their headers, and nobody's name."""

from httpx import Response

from tests.app.staging import Stage

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def badge_of(stage: Stage, query: str = "", credential_id: str = "") -> Response:
    known = credential_id or stage.told.credentials[0].id
    return stage.service.get(f"/credentials/{known}/badge.svg{query}")


def has_headers_of_a_picture_for_others(answer: Response) -> None:
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "set-cookie" not in answer.headers


def test_the_invitation_to_verify(stage: Stage) -> None:
    answer = stage.service.get("/verify/badge.svg")
    has_headers_of_a_picture_for_others(answer)
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert "Preverite z" in answer.text
    assert "Verify with" in stage.service.get("/verify/badge.svg?language=en").text
    assert stage.service.get("/verify/badge.svg?language=xx").text == answer.text
    # The page around it has one language for everybody: the reader's own makes no difference.
    reader = {"Accept-Language": "en", "Cookie": "language=en"}
    assert stage.service.get("/verify/badge.svg", headers=reader).text == answer.text
    assert stage.service.get("/verify/badge.svg?theme=pink").status_code in {400, 422}


def test_a_credential_s_state_and_nobody_s_name(stage: Stage) -> None:
    answer = badge_of(stage, "?language=en")
    has_headers_of_a_picture_for_others(answer)
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert ">Valid<" in answer.text
    credential = stage.told.credentials[0]
    page = stage.service.get(f"/c/{credential.page_token}.json").json()
    subject = page["credentialSubject"]
    for secret in (credential.page_token, subject["achievement"]["name"], credential.award_id):
        assert secret not in answer.text


def test_it_changes_with_the_credential(stage: Stage) -> None:
    known = stage.told.credentials[0].id
    changed = {"status": "revoked", "reason": "Zaupni razlog."}
    path = f"/api/v1/credentials/{known}/status"
    assert stage.service.post(path, key=stage.key(), json=changed).is_success
    drawn = badge_of(stage).text
    assert "Preklicano" in drawn
    assert "Zaupni" not in drawn


def test_what_is_not_known_here_is_said(stage: Stage) -> None:
    answer = badge_of(stage, credential_id=UNKNOWN)
    assert answer.status_code == 404
    has_headers_of_a_picture_for_others(answer)
    assert "Ni znano" in answer.text
    assert badge_of(stage, credential_id="..%2f..").status_code in {400, 404, 422}


def test_the_learner_s_page_gives_the_html(stage: Stage) -> None:
    credential = stage.told.credentials[0]
    page = stage.service.get(f"/c/{credential.page_token}?language=en").text
    assert f"/credentials/{credential.id}/badge.svg" in page
    assert "&lt;a href=" in page
