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


def status_reason(credential_id: str) -> str:
    """Place the reason of a change of status."""
    return f"status_changes/{credential_id}/reason"
