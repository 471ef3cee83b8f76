"""Reporting's facts: rows under pseudonymous ids, one kind of row a file, and the queries over them beside it."""
