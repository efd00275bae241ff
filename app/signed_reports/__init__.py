"""The verifier's report as a paper: set as a PDF, and signed with the verifier's own key.

Nothing of it is kept: whoever wants it gets it, and the key's certificate is published, so that
anyone can tell later whether this verifier wrote it. Why: docs/adr/0014-signed-reports.md.
"""
