"""Figures about victims and survivors: whom the agency reached, and how they fared."""

from reporting import unodc
from reporting.definitions.definition import OWN_FACTS, Definition

NO_PERSONS = "A victim in two cases is counted in each: the ids are of a case."


def reach(by: str, words: str) -> Definition:
    return Definition(
        f"reach_by_{by}",
        1,
        "victims",
        f"Victims met, by {words}, and how many of them were brought to safety.",
        "victims met, per case",
        (OWN_FACTS, NO_PERSONS, f"Who was found {unodc.DETECTED} (UNODC's words)."),
        "reach",
        (by,),
        adds_up=True,
        subsets=("brought_to_safety", "officially_victims"),
    )


def of_several(group: str, words: str) -> Definition:
    return Definition(
        f"reach_by_{group}",
        1,
        "victims",
        f"Victims by {words}. A victim may have several: shares are of the victims with any known, and may add up to "
        "more than one.",
        f"victims with any {words} known, per case",
        (OWN_FACTS, NO_PERSONS, "Victims of whom none is known are in no denominator."),
        "reach_by_kinds",
        (group,),
        rates={"share": "n"},
    )


ALL = (
    reach("gender", "gender"),
    reach("age_band", "age band"),
    reach("case_type", "type of case"),
    of_several("exploitation", "kind of exploitation"),
    of_several("means", "means of control"),
    Definition(
        "victims_by_attribution",
        2,
        "victims",
        "Victims brought to safety, once each and case, the earliest time known, by what the agency had to do with it: "
        "agency_present, agency_planned (planned with, led by others), partner_trained, none, self (she freed "
        "herself). Derived from who led the operation and the agency's role, never entered. later_declined: refused "
        "assistance after that.",
        "victims brought to safety",
        (
            OWN_FACTS,
            NO_PERSONS,
            "Never add the groups up to a number of people rescued by the agency.",
            "Possible victims are counted until an authority decides; its decisions are shown beside.",
        ),
        "victims_by_attribution",
        adds_up=True,
        subsets=("later_declined", "enrolled", "officially_victims", "officially_not_victims"),
    ),
    Definition(
        "victim_attrition",
        1,
        "victims",
        "Of the victims whose case was opened in a quarter (else referred in it), how many got to each step or a later "
        "one: met, brought_to_safety, enrolled, restored. Of those who got no further, left_here declined or exited "
        "and open_here have not.",
        "victims of the cohort",
        (OWN_FACTS, NO_PERSONS, "open_here is censored, not lost.", "Declining is no failure of hers."),
        "victim_attrition",
        subsets=("reached", "left_here", "open_here"),
    ),
    Definition(
        "restoration",
        2,
        "survivors",
        "Survivors whose care ended, by the year it did and how: restored, or exited for which reason. Shares are of "
        "the year. Restored and exited is restored, in the year she was.",
        "survivors restored or exited",
        (OWN_FACTS, "Never shown without the exits.", "Who is still in care is in no denominator: see retention."),
        "restoration",
        adds_up=True,
        subsets=("revictimised",),
        rates={"share": "n"},
    ),
    Definition(
        "retention",
        1,
        "survivors",
        "Survivors by year of enrolment: how they stood 24 months later, of those seen for that long.",
        "survivors enrolled at least 24 months before the last record",
        (OWN_FACTS, "not_yet_that_long and ended_on_no_known_day are beside, in no denominator."),
        "retention",
        (24,),
        adds_up=True,
        parts=("restored", "exited", "in_care"),
        subsets=("revictimised",),
        rates={"share_restored": "restored"},
    ),
    Definition(
        "assessment_change",
        3,
        "survivors",
        "Change of each domain's mean between two complete assessments of a survivor by the same version of the same "
        "instrument, pairs only: intake to six months, intake to twelve months (her first yearly one), and first to "
        "last. Groups below 5 pairs are hidden, and whatever they could be worked out from.",
        "survivors with two complete assessments scoring a domain",
        (
            OWN_FACTS,
            "Each pair of occasions has its own survivors: compare before and after in a line, never two lines.",
            "A provisional instrument supports no published figure.",
            "n is rounded down to a multiple of 5.",
        ),
        "assessment_change",
        guarded=True,
        measures=("mean", "median", "mean_before", "mean_after", "median_before", "median_after"),
    ),
)
