"""How a database is made to look full, and what is asked of the plans of statements on it."""
