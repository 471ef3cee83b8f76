"""What each figure means, counts and must not be taken for: versioned data, shown with every number.

A figure's meaning never changes under its version; another meaning is another version here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reporting import statutes

OWN_FACTS = (
    "Own facts are what the agency and its partners recorded as it happened; imported and backfilled facts are counted "
    "only under their own source. A held fact is counted nowhere."
)
SMALLEST_GROUP = 5

# From one milestone to another, per accused. Milestones of the whole prosecution stand for each of its accused.
INTERVALS = (
    ("complaint", "arrest"),
    ("complaint", "charge"),
    ("charge", "arrest"),
    ("arrest", "charge"),
    ("charge", "first_hearing"),
    ("arraignment", "judgment"),
    ("charge", "sentence"),
    ("judgment", "final"),
    ("arrest", "final"),
)


@dataclass(frozen=True, slots=True)
class Definition:
    """`query` is the statement in projections that computes it, `arguments` what it takes after offices and source."""

    name: str
    version: int
    unit: str
    text: str
    denominator: str
    cautions: tuple[str, ...]
    query: str
    arguments: tuple[Any, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.name}-{self.version}"


CURRENT = (
    Definition(
        "dispositions",
        2,
        "accused",
        "Accused by how it stands with them at first instance: by the verdicts on their charges (convicted by trial "
        "before convicted by plea) and by death or discontinuance, else by what a source reported of them, "
        "else by how all their counts ended; pending where none of these is known. A reported conviction stands beside "
        "verdicts of not guilty only where it is of counts that have no verdict; a report of pending falls when all "
        "counts are dropped after it. Counts withdrawn by the prosecution are counted as dismissed and shown beside.",
        "accused whom an authority named, per prosecution",
        (
            OWN_FACTS,
            "A person accused in two prosecutions is counted in each.",
            "Reversals on appeal are shown beside until the first instance decides anew.",
        ),
        "dispositions",
    ),
    Definition(
        "conviction_rate",
        2,
        "accused",
        "Accused found guilty at first instance of a core trafficking statute, pleas included and whether or not later "
        "upheld, over all accused with a first-instance ending (convicted of any offence, acquitted, dismissed, "
        f"withdrawn, discontinued, hung, died). Statutes by {statutes.VERSION}: core, related, other. Where only a "
        "conviction is reported and no verdict is known, it is in the denominator and never core.",
        "accused with a first-instance ending",
        (
            OWN_FACTS,
            "Compare core with core-or-related before comparing anything else.",
            "Pending, unknown, suspended and later reversed are beside the rate, not in it.",
        ),
        "conviction_rate",
    ),
    Definition(
        "time_between_milestones",
        1,
        "days",
        "Days from the first time an accused reached one milestone to the first time he reached the other; quartiles "
        "by the inclusive method. Complaint and first hearing are those of the prosecution. Charged is who has charges "
        "on record or, where none are, whom a charge sheet named.",
        "accused with both milestones on a known day",
        (
            OWN_FACTS,
            "Negative spans are real (an arrest may come before the charge) and stay in.",
            "A day known to its month stands as the first of the month; how many is shown.",
            "Those who have not reached the second milestone are not in it, so recent cohorts look fast.",
        ),
        "time_between_milestones",
        (tuple(start for start, _ in INTERVALS), tuple(end for _, end in INTERVALS)),
    ),
    Definition(
        "sentence_months",
        1,
        "months",
        "Months of custody in the first sentence of those convicted, where a figure is known.",
        "accused convicted with a stated number of months",
        (OWN_FACTS, "Zero months may mean no custody or not stated: both readings are given.", "Life is no number."),
        "sentence_months",
    ),
    Definition(
        "compensation",
        1,
        "orders",
        "Orders of compensation or restitution with amounts awarded and received, per currency.",
        "orders",
        (OWN_FACTS, "Currencies are never added up."),
        "compensation",
    ),
    Definition(
        "victims_by_attribution",
        2,
        "victims",
        "Victims brought to safety, once each and case, the earliest time known, by what the agency had to do with it: "
        "agency_present, "
        "agency_planned (planned with, led by others), partner_trained, none, self (she freed herself). Derived from "
        "who led the operation and the agency's role, never entered. later_declined: refused assistance after that.",
        "victims brought to safety",
        (
            OWN_FACTS,
            "Never add the groups up to a number of people rescued by the agency.",
            "Possible victims are counted until an authority decides; its decisions are shown beside.",
        ),
        "victims_by_attribution",
    ),
    Definition(
        "assessment_change",
        1,
        "survivors",
        "Change of each domain's mean from a survivor's first to her last complete assessment by the same version of "
        f"the same instrument, pairs only. Suppressed below {SMALLEST_GROUP} pairs.",
        "survivors with two complete assessments scoring the domain",
        (OWN_FACTS, "A provisional instrument supports no published figure."),
        "assessment_change",
        (SMALLEST_GROUP,),
    ),
    Definition(
        "trainings",
        1,
        "trainings",
        "Trainings delivered and attendances, by audience.",
        "trainings",
        (OWN_FACTS, "Attendances are not persons: who came twice is counted twice."),
        "trainings_by_audience",
    ),
    Definition(
        "study_results",
        1,
        "results",
        "Results of registered studies (prevalence, performance, reliance, confidence), each with its confidence "
        "interval or the reason why it has none; n is the study's sample. Nothing is pooled across studies.",
        "the sample of each study",
        (
            OWN_FACTS,
            "Never computed from own cases.",
            "without_baseline marks a later wave whose series has no earlier baseline.",
        ),
        "study_results",
    ),
)

BY_NAME: Mapping[str, Definition] = {definition.name: definition for definition in CURRENT}
