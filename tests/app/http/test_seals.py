"""Seals of a profile by the API: set up, told of, retired; earlier badges sealed in bulk."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from app.clock import SystemClock
from app.demo.pki import DemoPki, SealHolder, new_demo_pki
from app.demo.story import Told
from tests.app.staging import Stage, staged
from verifier.edc.twins import differences

PASSWORD = "skrivno-geslo-4711"
SLUG = "spts-zelena-dolina"


class Desk:
    """An operator's desk: keys in files, listed for the school's profile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pki: DemoPki = new_demo_pki(SystemClock().now())
        self.list = folder / "seal-keys.toml"
        (folder / "pin").write_text(PASSWORD, encoding="utf-8")

    def key(self, name: str, identifier: str, *, slug: str = SLUG, **holder: Any) -> str:  # noqa: ANN401
        """Put a key into a file and list it; gives the URI that the school names it by."""
        issued = self.pki.new_seal(
            SealHolder("SPTŠ Zelena dolina", identifier, **holder), SystemClock().now()
        )
        above = [x509.load_der_x509_certificate(self.pki.authority.der)]
        store = serialize_key_and_certificates(
            name.encode(),
            issued.key,
            issued.certificate,
            above,
            BestAvailableEncryption(PASSWORD.encode()),
        )
        file = self.folder / f"{name}.p12"
        file.write_bytes(store)
        uri = f"pkcs12:{file}"
        whole = f"{uri}?pin-source=file:{self.folder / 'pin'}"
        self.list.write_text(f"[{slug}]\nkeys = [{json.dumps(whole)}]\n", encoding="utf-8")
        return uri


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def school(seeded_url: str, seeded: tuple[Path, Told], desk: Desk) -> Iterator[Stage]:
    """Give the demonstration in a service that is none, with the operator's list of keys."""
    with staged(seeded_url, told=seeded[1], seal_keys_file=desk.list) as stage:
        yield stage


def address(stage: Stage) -> str:
    profile = stage.service.get("/api/v1/profiles", key=stage.key(role="admin")).json()["items"][0]
    return f"/api/v1/profiles/{profile['id']}/seals"


def identifier(stage: Stage) -> str:
    profile = stage.service.get("/api/v1/profiles", key=stage.key(role="admin")).json()["items"][0]
    legal: str = profile["legal_identifier"]
    return legal


def set_up(stage: Stage, key: str | None = None, **body: Any) -> Any:  # noqa: ANN401
    admin = stage.key(role="admin")
    headers = {"Idempotency-Key": key} if key else {}
    return stage.service.post(address(stage), key=admin, json=body, headers=headers)


def test_a_school_seals_with_the_key_its_operator_gave_it(school: Stage, desk: Desk) -> None:
    uri = desk.key("own", identifier(school))
    made = set_up(school, "once", key_uri=uri)
    assert made.status_code == 201, made.text
    assert (made.json()["key_uri"], made.json()["level"]) == (uri, "B")
    assert made.json()["certificate"]["organisation_identifier"] == identifier(school)
    assert "reader" in made.json()["worth"]["en"]
    assert set_up(school, "once", key_uri=uri).json() == made.json(), "repeated safely"
    listed = school.service.get(address(school), key=school.key(role="admin")).json()
    assert [each["retired_at"] is None for each in listed["items"]] == [False, True]
    assert listed["available_keys"] == [uri]
    issued = school.issue().json()
    told = issued["european_credential"]
    assert (told["state"], told["digest"]) == ("pending", None), "nobody waits for the seal"
    badge = school.sealed(issued)
    twin = badge["european_credential"]
    assert (twin["state"], twin["seal_kind"]) == ("sealed", "own")
    assert twin["url"] == told["url"], "the address was good from the start"
    path = twin["url"].removeprefix("http://localhost:8000")
    sealed = json.loads(school.service.get(path).content)
    assert differences(badge["credential"], json.loads(sealed["payload"])) == ()
    line = school.service.get("/api/v1/credentials", key=school.key()).json()["items"][0]
    assert line["european_credential"]["digest"] == twin["digest"]


def test_no_pin_shows_up_anywhere(
    school: Stage, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    uri = desk.key("own", identifier(school))
    admin = school.key(role="admin")
    answers = [
        set_up(school, key_uri=uri),
        set_up(school, key_uri=f"{uri}?pin-value={PASSWORD}"),
        school.service.get(address(school), key=admin),
        school.service.get("/api/v1/audit", key=admin),
    ]
    assert [each.status_code for each in answers] == [201, 422, 200, 200]
    for answer in answers:
        assert PASSWORD not in answer.text
        assert "pin" not in answer.text.replace("a PIN", "").replace("PIN in", "").lower() or (
            answer.status_code == 422
        )
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({"key_uri": "pkcs12:/etc/passwd"}, "SEAL_KEY_NOT_OFFERED", "/key_uri"),
        ({"key_uri": "pkcs12:{folder}/../own.p12"}, "SEAL_KEY_NOT_OFFERED", "/key_uri"),
        ({"key_uri": "pkcs11:token=x"}, "SEAL_KEY_NOT_OFFERED", "/key_uri"),
        (
            {"key_uri": "pkcs11:token=x?module-path=/nowhere/evil.so"},
            "SEAL_KEY_WITH_QUERY",
            "/key_uri",
        ),
        ({"key_uri": "demo:"}, "DEMO_SEAL_NOT_OFFERED", "/key_uri"),
        ({"key_uri": "{uri}", "level": "T"}, "SEAL_LEVEL_NEEDS_TIMESTAMPS", "/timestamp_url"),
    ],
)
def test_what_cannot_be_is_said_in_both_languages(
    school: Stage, desk: Desk, body: dict[str, str], code: str, path: str
) -> None:
    uri = desk.key("own", identifier(school))
    places = {"{uri}": uri, "{folder}": str(desk.folder)}
    for name, value in places.items():
        body = {key: text.replace(name, value) for key, text in body.items()}
    refused = set_up(school, **body)
    assert (refused.status_code, refused.json()["code"]) == (422, "INVALID_CONTENT"), refused.text
    fault = refused.json()["faults"][0]
    assert (fault["code"], fault["path"]) == (code, path)
    assert set(fault["sentence"]) == {"sl", "en"}


def test_a_key_is_of_one_profile_only(school: Stage, desk: Desk) -> None:
    uri = desk.key("own", identifier(school), slug="somebody-else")
    refused = set_up(school, key_uri=uri)
    assert refused.json()["faults"][0]["code"] == "SEAL_KEY_NOT_OFFERED"


@pytest.mark.parametrize(
    ("identifier_", "holder", "code"),
    [
        ("VATSI-99999999", {}, "SEAL_ORGANISATION_OTHER"),
        (None, {"statements": ("qc_compliance",)}, "SEAL_NOT_FOR_SEALS"),
    ],
)
def test_a_certificate_that_may_not_seal_is_refused_with_its_reason(
    school: Stage, desk: Desk, identifier_: str | None, holder: dict[str, Any], code: str
) -> None:
    uri = desk.key("wrong", identifier_ or identifier(school), **holder)
    refused = set_up(school, key_uri=uri)
    assert (refused.status_code, refused.json()["code"]) == (409, "SEAL_CERTIFICATE_REFUSED")
    assert refused.json()["faults"][0]["code"] == code
    assert set(refused.json()["faults"][0]["sentence"]) == {"sl", "en"}


def test_a_key_that_does_not_open_tells_the_school_nothing_of_the_server(
    school: Stage, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    uri = desk.key("own", identifier(school))
    Path(uri.removeprefix("pkcs12:")).write_bytes(b"broken")
    refused = set_up(school, key_uri=uri)
    assert (refused.status_code, refused.json()["code"]) == (409, "SEAL_KEY_UNUSABLE")
    assert str(desk.folder) not in refused.text
    assert "does not open" in caplog.text, "the operator is told"


def test_under_a_mandate_somebody_else_seals(school: Stage, desk: Desk) -> None:
    uri = desk.key("mandated", "VATSI-99999999")
    made = set_up(school, key_uri=uri, mandate="Pooblastilo št. 3/2026 z dne 1. 9. 2026.")
    assert made.status_code == 201, made.text
    badge = school.sealed(school.issue().json())
    assert badge["european_credential"]["seal_kind"] == "mandated"


def test_earlier_badges_are_sealed_in_bulk_without_entering_anything(
    school: Stage, desk: Desk
) -> None:
    admin = school.key(role="admin")
    listed = school.service.get(address(school), key=admin).json()
    (seal,) = listed["items"]
    assert listed["twins"]["missing"] == 0
    retired = school.service.post(f"{address(school)}/{seal['id']}/retire", key=admin)
    assert retired.json()["retired_at"] is not None
    again = school.service.post(f"{address(school)}/{seal['id']}/retire", key=admin)
    assert again.json() == retired.json(), "a second time changes nothing"
    badge = school.issue().json()
    assert badge["european_credential"]["state"] == "none"
    refused = school.service.post(f"{address(school)}/earlier", key=admin)
    assert (refused.status_code, refused.json()["code"]) == (409, "NO_SEAL")
    set_up(school, key_uri=desk.key("own", identifier(school)))
    asked = school.service.post(f"{address(school)}/earlier", key=admin)
    assert asked.status_code == 202
    assert asked.json()["twins"]["missing"] <= 1, "the background may have been faster"
    shown = school.service.get(f"/api/v1/credentials/{badge['id']}", key=school.key()).json()
    assert shown["european_credential"]["state"] in {"pending", "sealed"}
    school.sealed(shown)
    twins = school.service.get(address(school), key=admin).json()["twins"]
    assert twins == {"sealed": listed["twins"]["sealed"] + 1, "missing": 0}
    shown = school.service.get(f"/api/v1/credentials/{badge['id']}", key=school.key()).json()
    assert shown["european_credential"]["state"] == "sealed"


def test_a_demonstration_offers_its_own_seal(sqlite_url: str) -> None:
    with staged(sqlite_url, demo=True) as stage:
        made = set_up(stage, key_uri="demo:")
        assert made.status_code == 201, made.text
        assert (made.json()["is_demonstration"], made.json()["level"]) == (True, "LTA")
        assert "vouches for nothing" in made.json()["worth"]["en"]
