"""Our own type: its metadata, and the digest that copies in wallets rest on."""

import base64
import hashlib
import json

from issuer.sd_jwt_vc.credential_type import EUROPEAN, own_type, type_metadata
from issuer.sd_jwt_vc.fields import FIELDS
from tests.issuer.examples import BASE


def test_the_metadata_never_changes_under_its_address() -> None:
    # Copies in wallets name this digest. Other words are a document at another address: the next
    # number in credential_type.PATH, beside this one.
    digest = hashlib.sha256(type_metadata(BASE)).hexdigest()
    assert digest == "483c0d33e23c8835622f7244b222a87d92cf32988c9fdb072d6a17039b38d8b3"


def test_it_describes_every_claim_in_both_languages() -> None:
    document = json.loads(type_metadata(BASE))
    assert document["vct"] == own_type(BASE).vct == f"{BASE}/vct/micro-credential/1"
    assert "extends" not in document
    assert [each["path"] for each in document["claims"]] == [[field.name] for field in FIELDS]
    for each in (document, *document["claims"]):
        assert [shown["locale"] for shown in each["display"]] == ["sl", "en"]
    told = {each["path"][0]: (each["sd"], each["mandatory"]) for each in document["claims"]}
    assert told["family_name"] == ("always", True)
    assert told["achievement_description"] == ("never", False)


def test_a_credential_names_the_digest_and_the_european_type() -> None:
    claims = own_type(BASE).claims
    digest = base64.b64encode(hashlib.sha256(type_metadata(BASE)).digest()).decode()
    assert claims["vct#integrity"] == f"sha256-{digest}"
    assert claims["aka_vcts"] == ["urn:eu.europa.ec.eudi:learning:credential:1"]
    assert EUROPEAN.claims == {"vct": "urn:eu.europa.ec.eudi:learning:credential:1"}
