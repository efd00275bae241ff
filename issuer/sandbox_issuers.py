"""The issuers of a sandbox: one for each thing that the public test suites ask about.

None of them is anybody: their keys are made at start and forgotten at the end.
"""

from dataclasses import dataclass

from verifier.keys import KeyKind

TOKEN = "vc+jwt"  # noqa: S105  # a format, not a password


@dataclass(frozen=True, slots=True)
class SandboxIssuer:
    """What one issuer of the sandbox signs with."""

    name: str
    """Its place in the path, and the tag by which the W3C suites choose it."""
    securing: str
    """A cryptosuite, the proof type Ed25519Signature2020, or TOKEN."""
    kind: KeyKind
    tags: tuple[str, ...] = ()
    """Further tags."""
    allots_status: bool = False
    """Whether each credential gets a status entry that can be revoked."""

    @property
    def all_tags(self) -> tuple[str, ...]:
        """Give every tag it is chosen by."""
        return (self.name, *self.tags)


def _named(*issuers: SandboxIssuer) -> dict[str, SandboxIssuer]:
    return {issuer.name: issuer for issuer in issuers}


SANDBOX_ISSUERS: dict[str, SandboxIssuer] = _named(
    SandboxIssuer("eddsa-rdfc-2022", "eddsa-rdfc-2022", "Ed25519"),
    SandboxIssuer("eddsa-jcs-2022", "eddsa-jcs-2022", "Ed25519"),
    SandboxIssuer("ecdsa-rdfc-2019-p256", "ecdsa-rdfc-2019", "P-256", ("ecdsa-rdfc-2019", "P-256")),
    SandboxIssuer("ecdsa-rdfc-2019-p384", "ecdsa-rdfc-2019", "P-384", ("ecdsa-rdfc-2019", "P-384")),
    SandboxIssuer("ecdsa-jcs-2019-p256", "ecdsa-jcs-2019", "P-256", ("ecdsa-jcs-2019", "P-256")),
    SandboxIssuer("ecdsa-jcs-2019-p384", "ecdsa-jcs-2019", "P-384", ("ecdsa-jcs-2019", "P-384")),
    SandboxIssuer("ecdsa-sd-2023", "ecdsa-sd-2023", "P-256", ("P-256",)),
    SandboxIssuer("Ed25519Signature2020", "Ed25519Signature2020", "Ed25519"),
    SandboxIssuer("BitstringStatusList", "eddsa-rdfc-2022", "Ed25519", allots_status=True),
    SandboxIssuer("vc2.0", "eddsa-rdfc-2022", "Ed25519"),
    SandboxIssuer("EnvelopingProof", TOKEN, "P-256"),
    # Signs the text as it stands: that suite also sends terms of the older data model.
    SandboxIssuer("vc-api", "eddsa-jcs-2022", "Ed25519"),
)

DEFAULT = "eddsa-rdfc-2022"
"""Who answers where no issuer is named."""
LIST_SECURING: dict[KeyKind, str] = {
    "Ed25519": "eddsa-rdfc-2022",
    "P-256": "ecdsa-rdfc-2019",
    "P-384": "ecdsa-rdfc-2019",
}
"""How each kind of key signs a status list, which is never shown in part."""
