"""The Open Badges API 3.0 as its client: a learner's credential goes to their other backpack.

The learner names the host; it is asked by the guarded fetcher only, and over https.
"""
