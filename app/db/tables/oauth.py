"""Who may act for a learner: clients, and the random values that stand for a permission.

None of the values is here, only their hashes. None is personal: they name ids.
"""

from sqlalchemy import Column, Index, Integer, String, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, JsonText, UtcDateTime

oauth_clients = Table(
    "oauth_clients",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("registration", JsonText, nullable=False),  # RFC 7591, as it was accepted
    Column("secret_hash", BYTES),  # null: a public client
    Column("created_at", UtcDateTime, nullable=False),
)

oauth_secrets = Table(
    "oauth_secrets",
    metadata,
    Column("secret_hash", BYTES, primary_key=True),
    Column("kind", String(24), nullable=False),
    # All that came of one consent or offer: ended together when one of them is used twice.
    Column("grant_id", UUID, nullable=False),
    Column("content", JsonText, nullable=False),
    # Of `content`, for the index; '': none; null: written by a release that knew no such column.
    Column("account_id", UUID),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index(None, "grant_id"),
    Index(None, "account_id"),
    Index(None, "expires_at"),
)

wallet_offers = Table(
    "wallet_offers",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("awards", "award_id"),
    Column("configuration_ids", JsonText, nullable=False),
    Column("issuer", String(40), nullable=False),  # the path of the credential issuer
    Column("secret_hash", BYTES, nullable=False, unique=True),
    # Keyed: the few digits of a code could be tried out against a plain hash.
    Column("tx_code_hash", BYTES),
    Column("tx_code_attempts", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),  # then nothing that came of it is good either
    Index(None, "award_id"),
    Index(None, "expires_at"),
)
