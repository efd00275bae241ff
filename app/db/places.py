"""Where sealed values belong: each is bound to its table, row and column."""


def data_key(learner_id: str) -> str:
    """Place a learner's data key."""
    return f"learners/{learner_id}/data_key"


def personal(learner_id: str) -> str:
    """Place a learner's personal data."""
    return f"learners/{learner_id}/personal"


def result(award_id: str) -> str:
    """Place an award's result."""
    return f"awards/{award_id}/result"


def credential(credential_id: str, column: str) -> str:
    """Place a sealed column of a credential."""
    return f"credentials/{credential_id}/{column}"


def document(credential_id: str, document_format: str) -> str:
    """Place the body of a signed document."""
    return f"credential_documents/{credential_id}/{document_format}/body"


def claim_token(claim_id: str) -> str:
    """Place the secret part of a claim's address."""
    return f"claims/{claim_id}/token"


def holder_copy(copy_id: str, column: str) -> str:
    """Place a sealed column of a holder's copy."""
    return f"holder_copies/{copy_id}/{column}"


def share_link(link_id: str, column: str) -> str:
    """Place a sealed column of a share link."""
    return f"share_links/{link_id}/{column}"


def correction_request(request_id: str, column: str) -> str:
    """Place a sealed column of a correction request."""
    return f"correction_requests/{request_id}/{column}"


def guardian_token(guardian_id: str) -> str:
    """Place the secret part of a guardian's address."""
    return f"guardians/{guardian_id}/token"


def waiting_wallet(waiting_id: str) -> str:
    """Place the DIDs of a wallet that waits for a credential."""
    return f"oauth_secrets/{waiting_id}/holders"


def status_reason(credential_id: str) -> str:
    """Place the reason of a change of status."""
    return f"status_changes/{credential_id}/reason"


def batch_key(batch_id: str) -> str:
    """Place a batch's data key."""
    return f"batches/{batch_id}/data_key"


def batch_column(batch_id: str, column: str) -> str:
    """Place a sealed column of a batch."""
    return f"batches/{batch_id}/{column}"


def batch_piece(batch_id: str, number: int) -> str:
    """Place one piece of a batch's file."""
    return f"batch_pieces/{batch_id}/{number}/body"


def batch_row(batch_id: str, number: int, column: str) -> str:
    """Place a sealed column of a batch's row."""
    return f"batch_rows/{batch_id}/{number}/{column}"


def account_key(account_id: str) -> str:
    """Place an account's data key."""
    return f"accounts/{account_id}/data_key"


def account_personal(account_id: str) -> str:
    """Place what an account says of its owner."""
    return f"accounts/{account_id}/personal"


def login_address(login_id: str) -> str:
    """Place the address that a log-in code was sent to."""
    return f"login_codes/{login_id}/email"


def account_profile(account_id: str) -> str:
    """Place the profile that a program wrote into an account."""
    return f"accounts/{account_id}/profile"


def imported_badge(badge_id: str, column: str) -> str:
    """Place a sealed column of an imported badge."""
    return f"imported_badges/{badge_id}/{column}"


def backpack_secret(host_id: str) -> str:
    """Place the secret that a backpack's host knows us by."""
    return f"backpack_hosts/{host_id}/secret"


def backpack_tokens(account_id: str, host_id: str) -> str:
    """Place the tokens with which we write into a learner's backpack."""
    return f"backpack_connections/{account_id}/{host_id}/tokens"


def backpack_verifier(errand_id: str) -> str:
    """Place the proof (PKCE) that a learner's consent was asked for by us."""
    return f"backpack_errands/{errand_id}/verifier"


def letter(mail_id: str, column: str) -> str:
    """Place a sealed column of a letter."""
    return f"mails/{mail_id}/{column}"


def new_address(change_id: str) -> str:
    """Place the address that a learner is to have."""
    return f"address_changes/{change_id}/address"
