"""Throughline's reporting service."""
