"""Reads what people paste: repairs what was certainly damaged on its way, and says so.

The signature has the last word: a repair that guesses wrong makes a document that does not verify.
"""

from app.reading.handed_in import HandedIn, read_handed_in
from app.reading.pasted import Reading, Readings, read_pasted
from app.reading.repairs import Repair

__all__ = ["HandedIn", "Reading", "Readings", "Repair", "read_handed_in", "read_pasted"]
