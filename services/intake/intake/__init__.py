"""Throughline's intake service."""
