"""Compiled shapes: JSON-LD once for each shape of document, then only texts are filled in.

Why a filling is exact, and what falls back: docs/adr/0027-compiled-shapes.md.
"""
