"""The domain's errors: a code and a sentence that says what to do. HTTP is spoken in `app`."""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """A refused command. `code` is stable; `params` fill the sentence in any language."""

    code = "REFUSED"

    def __init__(self, sentence: str, **params: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params: Mapping[str, str] = params


class NotPermitted(DomainError):
    """The actor may not take this step."""

    code = "NOT_PERMITTED"


class OwnWork(NotPermitted):
    """Nobody approves what they authored."""

    code = "OWN_WORK"


class WrongState(DomainError):
    """The step does not follow from the present state."""

    code = "WRONG_STATE"


class Incomplete(DomainError):
    """Elements are missing; `missing` names each in both languages."""

    code = "INCOMPLETE"

    def __init__(self, sentence: str, *, missing: tuple[object, ...]) -> None:
        super().__init__(sentence)
        self.missing = missing


class InvalidContent(DomainError):
    """A value is outside its vocabulary or contradicts another; `faults` names each."""

    code = "INVALID_CONTENT"

    def __init__(self, sentence: str, *, faults: tuple[object, ...] = (), **params: str) -> None:
        super().__init__(sentence, **params)
        self.faults = faults


class NotFound(DomainError):
    """Nothing of that id is visible to the caller."""

    code = "NOT_FOUND"


class AlreadyExists(DomainError):
    """A second one is not allowed."""

    code = "ALREADY_EXISTS"


class AlreadyIssued(AlreadyExists):
    """This learner already holds a credential of this programme version."""

    code = "ALREADY_ISSUED"


class GroundsMissing(DomainError):
    """A decision lacks its number, or a step its reason."""

    code = "GROUNDS_MISSING"


class AlreadyDecided(WrongState):
    """The decision has been taken; it stands."""

    code = "ALREADY_DECIDED"


class ConcurrentChange(DomainError):
    """Somebody else changed it meanwhile."""

    code = "CONCURRENT_CHANGE"


class PreparationFailed(DomainError):
    """The document breaks a rule of its format, so it is not signed."""

    code = "PREPARATION_FAILED"


class NoSigningKey(DomainError):
    """The profile has no key in use for a format that is to be signed."""

    code = "NO_SIGNING_KEY"


class SelfCheckFailed(DomainError):
    """Our own verifier does not pass what we just signed: nothing leaves the house."""

    code = "SELF_CHECK_FAILED"


class RevocationIsFinal(WrongState):
    """A revoked credential cannot come back."""

    code = "REVOCATION_IS_FINAL"


class SuspensionNotOffered(WrongState):
    """The programme was approved without suspension, so the credential has no such entry."""

    code = "SUSPENSION_NOT_OFFERED"


class CredentialEnded(WrongState):
    """The credential's time is over: it stays what it is, and no more copies of it are signed."""

    code = "CREDENTIAL_ENDED"


class UnusableHolderKey(DomainError):
    """A wallet's key is of no kind that a copy can be bound to."""

    code = "UNUSABLE_HOLDER_KEY"


class HolderMismatch(DomainError):
    """This key has its copy under another DID."""

    code = "HOLDER_MISMATCH"


class FormatUnsuitable(DomainError):
    """A format has to say what the programme does not."""

    code = "FORMAT_UNSUITABLE"
