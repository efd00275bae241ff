"""Domain values as the API shows them."""
