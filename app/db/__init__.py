"""The database: tables, transactions, queries."""
