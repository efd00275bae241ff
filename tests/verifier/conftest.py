"""Hypothesis without deadlines: a busy machine is no finding about a parser."""

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
