"""Throughline's aftercare service."""
