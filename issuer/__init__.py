"""The domain: programmes, approval, awards, issuing, status."""
