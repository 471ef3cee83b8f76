"""One case, chapter by chapter, as intake, legal and aftercare would live it: every line is one act of somebody.

Three victims, two accused: one convicted, his appeal lost; one acquitted. Days are counted from today, on which the
trial is held. What follows by itself in another service is waited for, never sent.
"""

from collections.abc import Sequence

from casework_demo.script import Chapter
from casework_demo.story import bail, care, closing, operation, prosecution, referral, safety, trial

STORY: Sequence[Chapter] = (
    referral.CHAPTER,
    operation.CHAPTER,
    safety.CHAPTER,
    prosecution.CHAPTER,
    care.BEGINS,
    bail.CHAPTER,
    trial.TESTIMONY,
    trial.JUDGMENT,
    care.ENDS,
    closing.CHAPTER,
)
