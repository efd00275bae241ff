"""The signed forms of a report over HTTP: PDF and token, and what a presentation has to answer."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from tests.app.serving import Service, serving, settings_for
from tests.verifier.makers import (
    badge,
    did_key,
    encoded,
    multikey,
    proof_options,
    signed,
    signed_by_key,
)

BADGE = signed_by_key(badge(issuer={"id": did_key(), "type": ["Profile"]}))
BODY = encoded(BADGE)
PLAIN = {"Content-Type": "text/plain"}
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
KEYS = "/.well-known/report-keys.json"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("answers") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    with serving(settings_for(f"sqlite:///{file}")) as service:
        yield service


def words_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )


@pytest.mark.parametrize(
    ("address", "headers"),
    [("/verify?format=pdf", {}), ("/verify", {"Accept": "application/pdf"})],
)
def test_the_report_as_a_signed_pdf(client: Service, address: str, headers: dict[str, str]) -> None:
    answer = client.post(address, content=BODY, headers=PLAIN | headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert re.search(
        r'filename="report-\d{4}-\d\d-\d\d\.pdf"', answer.headers["content-disposition"]
    )
    report = client.post("/verify", content=BODY, headers=PLAIN).json()
    text = words_of(answer.content)
    assert report["sentence"]["sl"] in text
    assert report["digest"].removeprefix("sha256:") in text
    signature = PdfFileReader(io.BytesIO(answer.content)).embedded_signatures[0]
    published = client.get(KEYS).json()["keys"][0]
    assert signature.signer_cert.sha256.hex() == published["kid"]


def test_it_speaks_the_language_that_is_asked_for(client: Service) -> None:
    pdf = client.post("/verify?format=pdf&language=en", content=BODY, headers=PLAIN).content
    assert "Verification report" in words_of(pdf)


def test_what_is_no_credential_gets_its_pdf_too(client: Service) -> None:
    answer = client.post("/verify?format=pdf", content=b"hello", headers=PLAIN)
    assert "PARSING_ERROR" in words_of(answer.content)


def test_the_report_as_a_signed_token(client: Service) -> None:
    answer = client.post("/verify?format=jwt", content=BODY, headers=PLAIN)
    assert answer.headers["content-type"] == "application/jose"
    key = client.get(KEYS).json()["keys"][0]
    read = jwt.decode(answer.text, jwt.PyJWK(key).key, algorithms=[key["alg"]])
    assert read["iss"] == "http://localhost:8000"
    assert read["report"]["outcome"] == "indeterminate"
    # Who takes it for a credential and hands it in hears that it is none.
    again = client.post("/verify", content=answer.text.encode(), headers=PLAIN).json()
    assert again["verified"] is False


def test_nobody_s_address_is_vouched_for(client: Service) -> None:
    data = {"credential": BODY.decode(), "email": "ana@school.example"}
    plain = client.post("/verify", data=data).json()
    token = client.post("/verify", data=data | {"format": "jwt"}).text
    read = jwt.decode(token, options={"verify_signature": False})
    assert plain["recipient"]["outcome"] is not None
    assert "recipient" not in read["report"]


def test_the_page_s_button_gives_the_pdf_without_a_script(client: Service) -> None:
    page = client.post("/verify", data={"credential": BODY.decode()}, headers=BROWSER).text
    found = re.search(r'name="credential_base64" value="([^"]+)"', page)
    assert found
    assert re.search(r'<button[^>]*name="format" value="pdf"', page)
    data = {"credential_base64": found[1], "format": "pdf"}
    pdf = client.post("/verify", data=data, headers=BROWSER)
    assert pdf.headers["content-type"] == "application/pdf"


def test_an_unknown_form_is_refused(client: Service) -> None:
    answer = client.post("/verify?format=docx", content=BODY, headers=PLAIN)
    assert answer.status_code in {400, 422}


def test_the_keys_are_for_everybody(client: Service) -> None:
    answer = client.get(KEYS)
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert len(answer.json()["keys"]) == 1
    again = client.get(KEYS, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def presentation(**options: str) -> bytes:
    whole = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did_key(),
        "verifiableCredential": [BADGE],
    }
    method = f"{did_key()}#{multikey()}"
    return encoded(signed(whole, proof_options(method, proofPurpose="authentication", **options)))


def holder_of(client: Service, body: bytes, address: str = "/verify") -> tuple[str, str | None]:
    report = client.post(address, content=body, headers=PLAIN).json()
    finding = next(one for one in report["findings"] if one["check"] == "holder")
    return finding["outcome"], finding["code"]


ANSWER = presentation(challenge="n-1", domain="https://employer.example")


@pytest.mark.parametrize(
    ("query", "outcome", "code"),
    [
        ("challenge=n-1&domain=https://employer.example", "passed", "HOLDER_NOT_SUBJECT"),
        ("challenge=n-2", "failed", "PRESENTATION_CHALLENGE_MISMATCH"),
        ("challenge=n-1&domain=https://other.example", "failed", "PRESENTATION_DOMAIN_MISMATCH"),
        ("challenge=", "passed", "HOLDER_PROVEN_EARLIER"),
    ],
)
def test_a_presentation_has_to_answer_what_was_asked(
    client: Service, query: str, outcome: str, code: str
) -> None:
    assert holder_of(client, ANSWER, f"/verify?{query}") == (outcome, code)


def test_the_same_in_a_form_and_in_json(client: Service) -> None:
    asked = {"challenge": "n-2", "domain": ""}
    form = client.post("/verify", data={"credential": ANSWER.decode(), **asked}).json()
    wrapped = client.post("/verify", json={"text": ANSWER.decode(), **asked}).json()
    for report in (form, wrapped):
        assert report["root_cause"]["code"] == "PRESENTATION_CHALLENGE_MISMATCH"


def test_a_credential_is_no_answer(client: Service) -> None:
    assert holder_of(client, BODY, "/verify?challenge=n-1") == (
        "indeterminate",
        "PRESENTATION_EXPECTED",
    )


def test_what_was_asked_is_in_the_evidence_and_asked_again(client: Service) -> None:
    headers = PLAIN | {"Accept": "application/vnd.dokazilo.evidence+json"}
    pack = client.post("/verify?challenge=n-2", content=ANSWER, headers=headers).content
    assert json.loads(pack)["request"] == {"challenge": "n-2", "domain": None}
    again = client.post("/verify", content=pack, headers={"Content-Type": "application/json"})
    assert again.json()["root_cause"]["code"] == "PRESENTATION_CHALLENGE_MISMATCH"


def test_the_page_asks_again_for_its_files(client: Service) -> None:
    data = {"credential": ANSWER.decode(), "challenge": 'n-1"><b>'}
    page = client.post("/verify", data=data, headers=BROWSER).text
    assert 'name="challenge" value="n-1&#34;&gt;&lt;b&gt;"' in page


def test_what_was_asked_is_bounded(client: Service) -> None:
    data = {"credential": BODY.decode(), "challenge": "x" * 1001}
    assert client.post("/verify", data=data).json()["code"] == "BAD_REQUEST"
    wrong = {"text": BODY.decode(), "domain": ["x"]}
    assert client.post("/verify", json=wrong).json()["code"] == "BAD_REQUEST"
