"""What a merged case still takes: whatever people are owed under its number, wherever the case itself goes on."""

from casework import CaseworkCommand

from intake.case import guardianship, lapsing, merged_from, merging, quality
from intake.case.consent import RecordConsentWithdrawn

TAKEN_WHEN_MERGED = (
    CaseworkCommand,
    lapsing.LapseConsent,
    merging.MergeCase,
    merged_from.NoteMergedCase,
    merged_from.EndConsents,
    quality.NoteDataQualityIssue,
    RecordConsentWithdrawn,
    guardianship.RecordGuardianExcluded,
)
"""What is owed to people, what ends a consent recorded here, and what the clock says goes on in a merged case."""
