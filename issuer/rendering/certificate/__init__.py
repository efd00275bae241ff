"""The certificate people look at: the same award as a designed page, as picture and as PDF."""
