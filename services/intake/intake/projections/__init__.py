"""Intake's read models: each a fold of rows by event, its query in the .sql file beside it."""
