"""Who may operate a service."""

OPERATORS = frozenset({"operator"})
