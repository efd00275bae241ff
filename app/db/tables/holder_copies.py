"""Copies of credentials that wallets hold, each bound to a key of the wallet."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from app.db.tables.metadata import key_to, metadata, one_of
from app.db.types import BYTES, UUID, UtcDateTime
from issuer.model.holder_copy import Channel, CopyFormat, Notification

holder_copies = Table(
    "holder_copies",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("credentials", "credential_id"),
    Column("format", String(20), nullable=False),
    # A keyed hash of the key's thumbprint, of this credential only: two credentials of one wallet
    # can not be told from two of two wallets.
    Column("holder_lookup", BYTES, nullable=False),
    Column("holder_sealed", BYTES, nullable=False),  # the DID, under the learner's key
    Column("channel", String(16), nullable=False),
    Column("intended_at", UtcDateTime, nullable=False),
    Column("body_sealed", BYTES),  # null while only intended
    Column("digest", String(64)),
    key_to("signing_keys", "key_id", nullable=True),
    Column("signed_at", UtcDateTime),
    Column("notification_event", String(32)),
    Column("notified_at", UtcDateTime),
    UniqueConstraint("credential_id", "format", "holder_lookup"),
    one_of("format", CopyFormat),
    one_of("channel", Channel),
    one_of("notification_event", Notification),
)
