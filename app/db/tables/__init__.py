"""Every table of the product. Changed only together with a migration.

Three rules hold throughout. An organisation's rows carry its id. What could name a learner is
sealed with the learner's own data key (in a batch, with the batch's), in columns that end in
`_sealed`. What is kept for ever (decisions, status changes, issuance log, audit) only grows:
triggers refuse the rest.
"""

from app.db.tables.accounts import account_sessions, accounts, login_codes
from app.db.tables.backpacks import backpack_connections, backpack_errands, backpack_hosts
from app.db.tables.batches import batch_chunks, batch_pieces, batch_rows, batches
from app.db.tables.claims import (
    claim_codes,
    claim_rules,
    claims,
    correction_requests,
    guardians,
    guardianships,
    share_links,
)
from app.db.tables.credentials import (
    credential_documents,
    credentials,
    status_changes,
    status_list_entries,
    status_lists,
)
from app.db.tables.exchanges import exchanges
from app.db.tables.holder_copies import holder_copies
from app.db.tables.imported_badges import imported_badges
from app.db.tables.learners import awards, learners
from app.db.tables.mails import address_changes, mail_addresses, mails, organisation_mail
from app.db.tables.metadata import metadata
from app.db.tables.oauth import oauth_clients, oauth_secrets, wallet_offers
from app.db.tables.organisations import api_keys, organisations, profiles, signing_keys
from app.db.tables.presentation_requests import presentation_requests
from app.db.tables.programmes import (
    programme_decisions,
    programme_versions,
    programmes,
    register_words,
)
from app.db.tables.records import (
    audit_records,
    idempotency_keys,
    issuance_log,
    master_key_check,
    outbox,
)
from app.db.tables.report_keys import report_keys
from app.db.tables.rights import erasure_requests, erasures
from app.db.tables.sd_jwt_vc import key_certificates, status_list_tokens
from app.db.tables.seals import demo_authorities, sealed_documents, seals

__all__ = [
    "account_sessions",
    "accounts",
    "address_changes",
    "api_keys",
    "audit_records",
    "awards",
    "backpack_connections",
    "backpack_errands",
    "backpack_hosts",
    "batch_chunks",
    "batch_pieces",
    "batch_rows",
    "batches",
    "claim_codes",
    "claim_rules",
    "claims",
    "correction_requests",
    "credential_documents",
    "credentials",
    "demo_authorities",
    "erasure_requests",
    "erasures",
    "exchanges",
    "guardians",
    "guardianships",
    "holder_copies",
    "idempotency_keys",
    "imported_badges",
    "issuance_log",
    "key_certificates",
    "learners",
    "login_codes",
    "mail_addresses",
    "mails",
    "master_key_check",
    "metadata",
    "oauth_clients",
    "oauth_secrets",
    "organisation_mail",
    "organisations",
    "outbox",
    "presentation_requests",
    "profiles",
    "programme_decisions",
    "programme_versions",
    "programmes",
    "register_words",
    "report_keys",
    "sealed_documents",
    "seals",
    "share_links",
    "signing_keys",
    "status_changes",
    "status_list_entries",
    "status_list_tokens",
    "status_lists",
    "wallet_offers",
]
