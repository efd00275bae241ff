"""The vocabulary: bundled, hashed, offline."""
