"""Bakes credentials into pictures, as Open Badges 3.0 has it (section 5.3).

Pure: bytes in, bytes out. A picture holds one credential: what was baked into it before goes.
"""
