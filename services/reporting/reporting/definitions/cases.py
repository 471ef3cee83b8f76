"""Figures about cases, hearings and orders: how the courts move, and whether what was to be done was done in time."""

from reporting import clocks
from reporting.definitions.definition import COHORTS, OWN_FACTS, Definition

TOO_FAR_APART = 14

ALL = (
    Definition(
        "case_sizes",
        1,
        "cases",
        "Accused and victims per case, and victims alleged in its referral where that is a number.",
        "cases with at least one",
        (
            OWN_FACTS,
            "Victims are counted once per case; a total may hang on few cases: in_two_largest says how much.",
        ),
        "case_sizes",
        lines_apart=True,
        measures=("median",),
    ),
    Definition(
        "pendency",
        1,
        "prosecutions",
        "Prosecutions by year: pending at its start, instituted (first complaint or charge), disposed of (the last of "
        "the accused ended), pending at its end; clearance is disposed over pending at start and instituted.",
        "prosecutions pending at the start of the year or instituted in it",
        (
            OWN_FACTS,
            COHORTS,
            "Prosecutions begun or ended on no known day are in no year; how many is shown on every line.",
        ),
        "pendency",
        of_persons=False,
    ),
    Definition(
        "adjournments",
        1,
        "hearings",
        f"Hearings held, adjourned (why, and who asked) and vacated; hearings held more than {TOO_FAR_APART} days "
        "after the one before in the same prosecution are too far apart.",
        "hearings on record",
        (OWN_FACTS,),
        "adjournments",
        (TOO_FAR_APART,),
        of_persons=False,
    ),
    Definition(
        "compliance",
        2,
        "instances",
        "What was to be done, or done in time, and was: production in court, charge sheet and judgment within the term "
        f"that the jurisdiction sets ({clocks.VERSION}), a social worker at the operation, a support person at "
        "statement and testimony, a victim not detained, follow-up visits, assessments by the day they were due.",
        "instances that are due",
        (OWN_FACTS, "What is not yet due is in no denominator.", "Nothing historical is in it."),
        "compliance",
        adds_up=True,
        parts=("met", "not_met"),
        rates={"share": "met"},
    ),
    Definition(
        "compensation",
        2,
        "orders",
        "Orders of compensation or restitution with amounts awarded and received, per currency; the survivors they "
        "name and those of them who received anything.",
        "orders",
        (OWN_FACTS, "Currencies are never added up.", "Many orders name no survivor: they are in no count of them."),
        "compensation",
        adds_up=True,
        subsets=("accused", "survivors", "survivors_received"),
        measures=("awarded", "received", "received_per_100_awarded"),
    ),
)
