"""What the API takes and gives, as JSON: one module for each noun."""
