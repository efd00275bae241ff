"""Words to find by: folded, so that "cebelarstvo" finds "Čebelarstvo"."""

import re
import unicodedata

LONGEST_WORD = 60
_WORD = re.compile(r"\w+")
_NOT_DECOMPOSED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "_": " "})
"""Letters that Unicode does not take apart into letter and accent."""


def folded(text: str) -> str:
    """Take away case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return plain.translate(_NOT_DECOMPOSED)


def words(*texts: str) -> frozenset[str]:
    """Give the different folded words of the texts."""
    return frozenset(word[:LONGEST_WORD] for text in texts for word in _WORD.findall(folded(text)))
