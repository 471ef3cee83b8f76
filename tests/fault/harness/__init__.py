"""Faults against real service processes, drawn from a seed, and the histories by which a run is judged."""
