"""Many credentials at once: an archive, a list or an array becomes a table of verdicts.

Nothing is kept: what is read lives as long as its request. Why: docs/adr (bulk verification).
"""
