"""Compiled shapes: JSON-LD once for each shape of document, then only strings are filled in.

Why a filled text is exact, and what falls back: docs/adr (compiled shapes).
"""
