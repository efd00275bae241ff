"""What is known of a batch's file as a whole: what its columns shall mean, and what was found."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from app.batches.understanding import Understood
from app.db import batches
from app.db.engine import Connection
from app.keys.sealing import Seal
from issuer.batch.headings import Wishes
from issuer.faults import Fault


@dataclass(frozen=True, slots=True)
class Findings:
    """How a file was understood, or why it cannot be used."""

    understood: Understood | None = None
    fault: Fault | None = None


_WISHES: TypeAdapter[Wishes] = TypeAdapter(dict[str, str | None])
_FINDINGS = TypeAdapter(Findings)


def wishes_json(wishes: Wishes) -> bytes:
    """Write what the caller says of the columns."""
    return _WISHES.dump_json(wishes)


def wishes(connection: Connection, seal: Seal, batch_id: str) -> Wishes:
    """Read what the caller said of the columns."""
    return _WISHES.validate_json(batches.wishes(connection, seal, batch_id))


def note(connection: Connection, seal: Seal, batch_id: str, found: Findings) -> None:
    """Write down what was found."""
    batches.note_understood(connection, seal, batch_id, _FINDINGS.dump_json(found))


def found(connection: Connection, seal: Seal, batch_id: str) -> Findings:
    """Give what was found so far."""
    noted = batches.understood(connection, seal, batch_id)
    return Findings() if noted is None else _FINDINGS.validate_json(noted)
