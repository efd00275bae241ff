"""The Open Badges API 3.0 as its provider (Host): a learner's badges for the programs they allow.

Open Badges Specification 3.0, sections 6 (API) and 7 (security). The authorization server behind it
is `app.oauth`.
"""
