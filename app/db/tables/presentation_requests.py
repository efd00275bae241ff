"""What employers ask wallets for, and the answers, for as long as they are kept."""

from enum import StrEnum

from sqlalchemy import Column, Index, String, Table

from app.db.tables.metadata import metadata, one_of
from app.db.types import BYTES, UUID, UtcDateTime


class RequestState(StrEnum):
    """What has become of a request; one whose time is over waits no more, but says so itself."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"
    """The wallet, or its owner, said no."""


presentation_requests = Table(
    "presentation_requests",
    metadata,
    Column("id", UUID, primary_key=True),
    # Secrets are kept as hashes: who reads the table can neither see an answer nor give one.
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("handle_hash", String(64), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("asked_sealed", BYTES, nullable=False),
    Column("answer_sealed", BYTES),
    Column("response_code_hash", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("forget_at", UtcDateTime, nullable=False),
    one_of("state", RequestState),
    Index(None, "forget_at"),
)
