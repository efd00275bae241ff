"""What readers of SD-JWT VCs fetch: keys, and status lists that agree with those for badges."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest

from app.db import profiles
from issuer.sd_jwt_vc.credential_type import own_type
from issuer.sd_jwt_vc.identifier import metadata_url
from issuer.token_status_list import token_list_url
from tests.app.staging import Stage
from verifier.status_list import StatusList
from verifier.token_status_list import TokenStatusList

SCHOOL = "spts-zelena-dolina"
KEYS = f"/.well-known/jwt-vc-issuer/profiles/{SCHOOL}"
MOST = 1_000_000


@pytest.fixture
def suspendable(stage: Stage) -> dict[str, Any]:
    """Give the entries of a badge that can be suspended, by purpose, and its id."""
    programme = stage.told.programmes["qualitative-research"]
    order = stage.order(programme=programme, result={"grade": "9"})
    answer = stage.service.post("/api/v1/credentials", key=stage.key("university"), json=order)
    badge = answer.json()
    assert answer.status_code == 201, answer.text
    entries = badge["credential"]["credentialStatus"]
    return {"id": badge["id"], **{entry["statusPurpose"]: entry for entry in entries}}


def change(
    stage: Stage, credential_id: str, status: str, *, organisation: str = "university"
) -> None:
    answer = stage.service.post(
        f"/api/v1/credentials/{credential_id}/status",
        key=stage.key(organisation),
        json={"status": status, "reason": "Preizkus."},
    )
    assert answer.status_code == 200, answer.text


def token_of(stage: Stage, list_url: str) -> str:
    answer = stage.service.get(urlsplit(token_list_url(list_url)).path)
    assert answer.headers["content-type"] == "application/statuslist+jwt"
    return answer.text


def key_of(stage: Stage, token: str) -> jwt.PyJWK:
    wanted = jwt.get_unverified_header(token)["kid"]
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    keys = stage.service.get(urlsplit(metadata_url(issuer)).path).json()["jwks"]["keys"]
    return jwt.PyJWK(next(key for key in keys if key["kid"] == wanted))


def said_by_token(stage: Stage, entry: dict[str, Any]) -> int:
    token = token_of(stage, entry["statusListCredential"])
    listed = jwt.decode(token, key_of(stage, token))["status_list"]
    read = TokenStatusList.decode(listed["lst"], listed["bits"], MOST)
    return read.value(int(entry["statusListIndex"]))


def said_by_bits(stage: Stage, entry: dict[str, Any]) -> bool:
    listed = stage.service.get(urlsplit(entry["statusListCredential"]).path).json()
    bits = StatusList.decode(listed["credentialSubject"]["encodedList"], MOST)
    return bits.get(int(entry["statusListIndex"]))


def test_the_keys_are_those_of_the_did_document(stage: Stage) -> None:
    answer = stage.service.get(KEYS)
    assert answer.headers["access-control-allow-origin"] == "*"
    metadata = answer.json()
    assert metadata["issuer"] == f"https://localhost:8000/profiles/{SCHOOL}"
    listed = stage.service.get(f"/profiles/{SCHOOL}/did.json").json()["verificationMethod"]
    jwks = {each["publicKeyJwk"]["x"] for each in listed if "publicKeyJwk" in each}
    assert {key["x"] for key in metadata["jwks"]["keys"]} == jwks
    assert all(key["kid"] and "d" not in key for key in metadata["jwks"]["keys"])
    assert stage.service.get(f"{KEYS}-x").status_code == 404


def test_keys_that_were_replaced_stay_published(stage: Stage) -> None:
    old = stage.service.get(KEYS).json()["jwks"]["keys"]
    with stage.service.services.database.read() as connection:
        profile = profiles.by_slug(connection, SCHOOL)
    rotate = f"/api/v1/profiles/{profile.id}/keys/rotate"
    stage.service.post(rotate, key=stage.key("school", "admin"))
    new = stage.service.get(KEYS).json()["jwks"]["keys"]
    assert new[: len(old)] == old
    assert len(new) == len(old) + 1


def test_the_type_is_at_the_address_that_copies_name(stage: Stage) -> None:
    kind = own_type(stage.service.services.settings.public_url)
    answer = stage.service.get(urlsplit(kind.vct).path)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    digest = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert kind.integrity == f"sha256-{digest}"


def test_token_and_bits_agree_through_every_change(
    stage: Stage, suspendable: dict[str, Any]
) -> None:
    revocation, suspension = suspendable["revocation"], suspendable["suspension"]
    for status, value in (("suspended", 2), ("active", 0), ("suspended", 2), ("revoked", 1)):
        change(stage, suspendable["id"], status)
        assert said_by_token(stage, revocation) == value
        assert said_by_bits(stage, revocation) == (value == 1)
        assert said_by_bits(stage, suspension) == (value == 2)


def test_a_token_can_be_kept_until_it_changes(stage: Stage) -> None:
    credential = stage.told.credentials[0]
    path = urlsplit(token_list_url(credential.entries[0].list_url)).path
    first = stage.service.get(path)
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["access-control-allow-origin"] == "*"
    again = stage.service.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert stage.service.get(path).content == first.content, "it is not signed for each reader"
    change(stage, credential.id, "revoked", organisation="school")
    assert stage.service.get(path).headers["etag"] != first.headers["etag"]


def test_there_is_no_token_of_a_list_of_suspensions(
    stage: Stage, suspendable: dict[str, Any]
) -> None:
    url = suspendable["suspension"]["statusListCredential"]
    assert stage.service.get(urlsplit(token_list_url(url)).path).status_code == 404
