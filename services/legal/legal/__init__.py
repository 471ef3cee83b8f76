"""Throughline's legal service."""
