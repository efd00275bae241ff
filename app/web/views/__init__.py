"""What pages show: frozen values made from the domain's, in one language, ready for a template."""
