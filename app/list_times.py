"""How long status lists are valid and kept, whatever their form.

A revocation is seen everywhere within `SEEN_WITHIN`. That time is divided: we gather a burst of
changes for some seconds, caches on the way keep a list for a minute, its reader for the rest.
"""

from datetime import timedelta

SEEN_WITHIN = timedelta(minutes=5)
"""Whoever reads lists as they ask to be read sees a revocation within this time."""
SHARED_CACHES = timedelta(minutes=1)
"""How long a cache on the way may serve a copy."""
_GATHERED = timedelta(seconds=5)
"""How old a list may be that we serve ourselves: `SigningPace`, and a second of `app.recent`."""
TTL = SEEN_WITHIN - SHARED_CACHES - _GATHERED
"""How long a reader may keep a copy."""
VALID_FOR = timedelta(days=7)
SIGNED_ANEW_AFTER = timedelta(days=1)
"""Long before it expires, so that a copy in any cache is always valid."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""A list just signed is valid already for a reader whose clock is behind ours."""
