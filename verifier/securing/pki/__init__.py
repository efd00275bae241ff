"""Public key infrastructure: certificates, paths, revocation, time stamps, trusted lists.

`pyhanko.sign` is imported inside the functions that need it (noqa PLC0415): its package brings PDF
signing and an HTTP client along, 0.4 s and 30 MB in every process, and most of what is verified has
no seal. `pyhanko_certvalidator`, which judges paths, is light and imported as usual.
"""
