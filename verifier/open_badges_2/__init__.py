"""Judges badges of Open Badges 2.0 by that edition's own rules (1EdTech, final of 12 April 2018).

A hosted badge is what its issuer publishes at the badge's address; a signed badge is a JSON Web
Signature by a key that the issuer's profile lists. Either way an assertion names a BadgeClass,
which names its issuer's Profile: each is read from its own address, never from what was handed in.
"""
