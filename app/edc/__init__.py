"""European Digital Credentials in a report: content, picture, seal, Europass' checks, the twin."""
