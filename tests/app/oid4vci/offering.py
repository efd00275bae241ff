"""What the tests of the credential issuer begin with: a clock to put on, offers, refusals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from app.clock import SystemClock
from tests.app.staging import Stage

METADATA = "/.well-known/openid-credential-issuer"
OTHER_KEY = ec.derive_private_key(4711, ec.SECP256R1())


class MovedClock:
    """The machine's clock, which a test puts forward."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        """Give the present moment, as far ahead as the test wants."""
        return SystemClock().now() + self.ahead


CLOCK = MovedClock()


def offered(stage: Stage, place: int = 0, **wish: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Let the school offer a credential of the demonstration."""
    return offered_of(stage, stage.told.credentials[place].id, **wish)


def offered_of(stage: Stage, credential_id: str, **wish: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    path = f"/api/v1/credentials/{credential_id}/offers"
    answer = stage.service.post(path, key=stage.key(), json={"tx_code": False, **wish})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def link(stage: Stage, **wish: Any) -> str:  # noqa: ANN401 - JSON
    offer_uri: str = offered(stage, **wish)["offer_uri"]
    return offer_uri


def refused(answer: Any, error: str, status: int = 400) -> None:  # noqa: ANN401 - httpx's
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert answer.headers["cache-control"] == "no-store"
