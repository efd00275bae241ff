"""The reference badges beside the repository, one in each format, with their bad twins."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from contexts import JsonObject
from tests.interop.opinions import Case, claims_of
from tests.peers.node import NodePeers
from tests.verifier.makers import reference
from verifier.data_model import issuer_of

FOLDER = "ob3/generated"
JUDGED_AT = datetime(2026, 12, 1, tzinfo=UTC)
"""After the last of them was made."""
LIST = "status-list-credential.json"
FILES = (
    "ob3-eddsa-rdfc-2022.json",
    "ob3-eddsa-rdfc-2022.status-good.json",
    "ob3-eddsa-rdfc-2022.status-revoked.json",
    "ob3-eddsa-rdfc-2022.credentialSchema-ext.json",
    "ob3-eddsa-rdfc-2022.tampered.json",
    "ob3-eddsa-rdfc-2022.expired.json",
    "ob3-eddsa-rdfc-2022.future.json",
    "ob3-eddsa-rdfc-2022.issuer-mismatch.json",
    "ob3-eddsa-jcs-2022.json",
    "ob3-ecdsa-rdfc-2019.json",
    "ob3-ecdsa-sd-2023.base.json",
    "ob3-ecdsa-sd-2023.derived.json",
    "ob3-Ed25519Signature2020.json",
    "ob3-vc-jwt-es256.jwt",
    "ob3-vc-jwt-rs256.jwt",
    LIST,
)


def _case(_: NodePeers, name: str) -> Case:
    folder = reference(FOLDER)
    text = (folder / name).read_text(encoding="utf-8").strip()
    if name.endswith(".jwt"):
        return Case(text, {}, {"id": claims_of(text)["iss"]}, JUDGED_AT)
    document: JsonObject = json.loads(text)
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    lists = {listed["id"]: listed} if "credentialStatus" in document else {}
    return Case(document, lists, {"id": issuer_of(document)}, JUDGED_AT)


GENERATED_CASES: dict[str, Callable[[NodePeers], Case]] = {
    name: partial(_case, name=name) for name in FILES
}
"""By the names of their rows in docs/interop.md, which are those of the files."""
