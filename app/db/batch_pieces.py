"""The file of a batch, in sealed pieces: it is never whole in memory."""

from sqlalchemy import Connection, insert, select

from app.db import places
from app.db.tables import batch_pieces
from app.keys.sealing import Seal


def add(connection: Connection, seal: Seal, batch_id: str, number: int, body: bytes) -> None:
    """Store the next piece; they count from 0."""
    sealed = seal.close(body, place=places.batch_piece(batch_id, number))
    row = {"batch_id": batch_id, "number": number, "body_sealed": sealed}
    connection.execute(insert(batch_pieces).values(row))


def read(connection: Connection, seal: Seal, batch_id: str, number: int) -> bytes | None:
    """Give a piece; None after the last."""
    sealed = connection.scalar(
        select(batch_pieces.c.body_sealed).where(
            batch_pieces.c.batch_id == batch_id, batch_pieces.c.number == number
        )
    )
    place = places.batch_piece(batch_id, number)
    return None if sealed is None else seal.open(bytes(sealed), place=place)
