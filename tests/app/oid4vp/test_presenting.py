"""From question to report: requests made, read by a wallet, answered, and told to who asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.app.oid4vp.wallet import answer, learner_credential, presented, read_request
from tests.app.serving import Service

Json = dict[str, Any]

PREFIXES = ("redirect_uri", "decentralized_identifier")
MODES = ("direct_post", "direct_post.jwt")


def made(service: Service, **changes: Any) -> Json:  # noqa: ANN401 - any JSON
    wanted = {"asker": "Podjetje d.o.o.", **changes}
    response = service.post("/verify/requests", json=wanted)
    assert response.status_code == 201, response.text
    told: Json = response.json()
    return told


def state(service: Service, request: Json) -> Json:
    told: Json = service.get(urlsplit(request["url"]).path).json()
    return told


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("mode", MODES)
def test_a_holder_answers_and_the_asker_reads_it(service: Service, prefix: str, mode: str) -> None:
    level = {"framework": "eqf", "at_least": 4}
    request = made(service, level=level, client_id_prefix=prefix, response_mode=mode)
    assert state(service, request)["state"] == "waiting"
    asked = read_request(service, request["wallet_link"])
    vp_token = {"sd_jwt_vc": [presented(asked, learner_credential())]}
    taken = answer(service, asked, vp_token)
    assert taken.status_code == 200, taken.text
    told = state(service, request)
    assert told["state"] == "answered"
    assert told["answer"]["result"] == "met", told["answer"]["report"]["root_cause"]
    assert told["answer"]["holder_proven"]
    assert told["answer"]["report"]["outcome"] == "passed"
