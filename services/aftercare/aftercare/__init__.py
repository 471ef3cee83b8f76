"""Aftercare sees that everyone in danger is warned, and follows each survivor's care to its end."""
