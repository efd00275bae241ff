"""The command-line interface of the W3C test suite for VC-JOSE-COSE, over our core.

Only for that suite: whoever calls it names the key, so nothing is said of who the issuer is.
"""
