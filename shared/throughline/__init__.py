"""Throughline's kit: record what happened, exchange it, react to it, and answer from it. Knows no case and no court."""
