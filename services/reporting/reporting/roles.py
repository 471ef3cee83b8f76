"""Who may ask what of reporting, by the names tokens carry."""

from casework.roles import COUNSEL, DIRECTOR, DPO, GOVERNMENT_PARTNER, HQ_ANALYST, IMPORTER, SURVIVOR

WRITERS = frozenset({HQ_ANALYST, DIRECTOR, IMPORTER})
"""Who registers studies and records their results and trainings."""
READERS = frozenset({HQ_ANALYST, DIRECTOR})
"""Who reads figures: an analyst of all offices, a director of his own."""
CLEARERS = frozenset({HQ_ANALYST, DIRECTOR})
"""Who accepts and dismisses what is held of studies, trainings and reforms, and corrects what is recorded of them."""
ANALYSTS = frozenset({HQ_ANALYST})
"""Who reads single pseudonymous cases."""
OUTSIDE = frozenset({COUNSEL, GOVERNMENT_PARTNER, SURVIVOR})
"""Who reads what was published for the public, and nothing else."""
DEFINITION_READERS = frozenset({HQ_ANALYST, DIRECTOR, DPO})
