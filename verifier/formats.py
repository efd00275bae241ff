"""What an input is: the formats we know, the ones we read, and the read document itself."""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from contexts import JsonObject, JsonValue
from verifier.data_model import context_list, types_of
from verifier.inventory import Inventory, containers_of, inventory_of
from verifier.judgement import Judged, undecided
from verifier.known_forms import Known
from verifier.securing.disclosures import Revealed
from verifier.securing.jose import CompactJws
from verifier.securing.sd_jwt import SdJwt


class Format(Enum):
    """What an input is."""

    DATA_INTEGRITY = "vcdm2-data-integrity"
    OB_VC_JWT = "ob3-vc-jwt"
    VC_JWT = "vc+jwt"
    VCDM_1_1 = "vcdm-1.1"
    VCDM_1_1_JWT = "vcdm-1.1-jwt"
    PRESENTATION = "presentation"
    VP_JWT = "vp+jwt"
    VP_1_1_JWT = "vcdm-1.1-vp-jwt"
    VC_SD_JWT = "vc+sd-jwt"
    """A W3C credential, secured as SD-JWT."""
    VP_SD_JWT = "vp+sd-jwt"
    SD_JWT_VC = "dc+sd-jwt"
    """A credential of the IETF, which has a `vct` and no contexts."""
    SD_JWT = "sd-jwt"
    TOKEN_STATUS_LIST = "token-status-list"  # noqa: S105  # a format, not a password
    OTHER_JWT = "other-jwt"
    OPEN_BADGES_2 = "open-badges-2.0"
    JADES = "jades"
    EDC_UNSIGNED = "edc-unsigned"
    EDC_XML = "edc-xml"
    """As Europass issued them before ELM 3: named, not read."""
    ARRAY = "array"
    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    ZIP = "zip"
    XML = "xml"


PRESENTATIONS = (Format.PRESENTATION, Format.VP_JWT, Format.VP_1_1_JWT, Format.VP_SD_JWT)

_NAMES: dict[Format, str] = {
    Format.SD_JWT: "a token with selective disclosure (SD-JWT) of another kind",
    Format.TOKEN_STATUS_LIST: "a status list, not a credential",
    Format.OTHER_JWT: "a signed token of another kind",
    Format.OPEN_BADGES_2: "a badge of Open Badges 2.0",
    Format.JADES: "a document with a European seal (JAdES), such as a Europass credential",
    Format.EDC_UNSIGNED: "a Europass credential without its seal",
    Format.EDC_XML: "a Europass credential of the earlier form in XML",
    Format.ARRAY: "a list of several documents",
    Format.PNG: "a PNG picture, perhaps with a badge inside",
    Format.SVG: "an SVG picture, perhaps with a badge inside",
    Format.PDF: "a PDF file, perhaps with a credential attached",
    Format.ZIP: "a ZIP archive",
    Format.XML: "an XML document",
}


@dataclass(frozen=True, slots=True)
class Selective:
    """An SD-JWT beside what it says: its holder's proof, and what is missing."""

    sd_jwt: SdJwt
    revealed: Revealed


@dataclass(frozen=True)  # without slots, which leave no place for what is worked out once
class Parsed:
    """A credential or presentation that was read and not yet believed."""

    format: Format
    document: JsonObject
    """The credential or presentation: with its proofs, without JWT claims."""
    claims: JsonObject = field(default_factory=dict)
    """The registered JWT claims that stood beside it."""
    token: CompactJws | None = None
    selective: Selective | None = None
    """What came with a token of which only a part is shown."""
    containers: list[JsonValue] | None = None
    """All objects and arrays of the document, where they were found on the way."""
    known: Known | None = None
    """What is known of its form from others that came by."""
    digest: str = ""
    """Of the bytes it was read from, where they are looked into again and again: a list's."""

    @property
    def is_presentation(self) -> bool:
        """Tell whether this presents credentials instead of being one."""
        return self.format in PRESENTATIONS

    @property
    def names(self) -> frozenset[str]:
        """Give the names of all members of the document, at every depth."""
        return self.known.form.names if self.known else self.inventory.names

    @cached_property
    def inventory(self) -> Inventory:
        """Give the objects and names of the document, found when they are first asked for."""
        return inventory_of(self.containers or containers_of(self.document))


class NotRead(Judged):
    """A recognised format that is not judged; carries its name for the report."""

    def __init__(self, found: Format) -> None:
        cause = undecided(
            "FORMAT_NOT_SUPPORTED",
            f"This is {_NAMES[found]}. It is not checked here yet, so nothing is known about it.",
            format=found.value,
        )
        super().__init__(cause.outcome, cause.problem)
        self.format = found


_OTHER_TYPES: dict[str, Format] = {
    "EuropeanDigitalCredential": Format.EDC_UNSIGNED,
}
_OB2_CONTEXTS = ("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1")


def refuse_other_models(document: JsonObject) -> None:
    """Raise NotRead when the document is of a known model that is not VCDM."""
    types = types_of(document)
    for name, found in _OTHER_TYPES.items():
        if name in types:
            raise NotRead(found)
    contexts = context_list(document)
    if any(context in _OB2_CONTEXTS for context in contexts):
        raise NotRead(Format.OPEN_BADGES_2)
