"""Learners' own accounts: log in by a code or a link, see what is theirs, take it along."""
