"""Routes for machines: JSON in, JSON or a problem out."""
