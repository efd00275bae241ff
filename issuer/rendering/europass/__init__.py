"""An award as a European Digital Credential: European Learning Model 3.2, one module a subject."""
