"""POST /verify with an e-mail address: by form without a script, by JSON, and never in a log."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.serving import Service, serving, settings_for
from tests.verifier.makers import badge, did_key, signed_by_key
from tests.verifier.test_recipient import ADDRESS, identity

BROWSER = {"Accept": "text/html", "Accept-Language": "en"}
DOCUMENT = badge(issuer={"id": did_key(), "type": ["Profile"]})
DOCUMENT["credentialSubject"]["identifier"] = [identity()]
BADGE = json.dumps(signed_by_key(DOCUMENT))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("recipient") / "dokazilo.db"
    file.write_bytes(migrated_sqlite.read_bytes())
    with serving(settings_for(f"sqlite:///{file}")) as service:
        yield service


@pytest.mark.parametrize(
    ("email", "outcome"), [(ADDRESS, "passed"), ("x@example.com", "failed"), ("", None)]
)
def test_a_machine_asks_beside_the_credential(
    client: Service, email: str, outcome: str | None
) -> None:
    answer = client.post("/verify", json={"text": BADGE, "email": email}).json()
    assert answer["recipient"]["outcome"] == outcome


@pytest.mark.parametrize("credential", [BADGE, json.loads(BADGE)], ids=["text", "object"])
def test_every_envelope_takes_the_address(client: Service, credential: object) -> None:
    for email, outcome in ((ADDRESS, "passed"), ("x@example.com", "failed")):
        asked = {"credential": credential, "email": email}
        answer = client.post("/verify", json=asked).json()
        assert answer["recipient"]["outcome"] == outcome


def test_a_reader_asks_on_the_verdict_s_page(client: Service) -> None:
    page = client.post("/verify", data={"credential": BADGE}, headers=BROWSER).text
    assert 'type="email"' in page
    found = re.search(r'name="credential_base64" value="([^"]+)"', page)
    assert found
    for email, told in ((ADDRESS, "Yes, it is made out"), ("x@example.com", "No, not to this")):
        data = {"credential_base64": found.group(1), "email": email}
        answered = client.post("/verify", data=data, headers=BROWSER).text
        assert told in answered
        assert email not in answered


def test_the_address_is_never_written_down(
    client: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/verify", json={"text": BADGE, "email": "rare.address@example.com"})
        client.post("/verify", json={"text": BADGE, "email": ["rare.address@example.com"]})
        refused = client.post("/verify", json={"text": BADGE, "email": "rare.address@" + "x" * 400})
    assert "rare.address" not in caplog.text
    assert (refused.status_code, "rare.address" in refused.text) == (400, False)


def test_an_address_in_the_url_is_not_looked_at(client: Service) -> None:
    url = "/verify?email=a@example.com"
    answer = client.post(url, content=BADGE, headers={"Content-Type": "application/json"})
    assert answer.json()["recipient"]["outcome"] is None
