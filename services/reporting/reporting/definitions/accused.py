"""Figures about accused: how far they got, how it ended for them, and how long it took."""

from reporting import statutes, unodc
from reporting.definitions.definition import COHORTS, OWN_FACTS, Definition

# From one milestone to another, per accused. Milestones of the whole prosecution stand for each of its accused.
INTERVALS = (
    ("complaint", "arrest"),
    ("complaint", "charge"),
    ("charge", "arrest"),
    ("arrest", "charge"),
    ("arrest", "production"),
    ("charge", "first_hearing"),
    ("arraignment", "judgment"),
    ("charge", "sentence"),
    ("judgment", "final"),
    ("arrest", "final"),
)

ALL = (
    Definition(
        "attrition",
        1,
        "accused",
        "Of the accused whose case was opened in a quarter (else referred, else charged in it), how many got to each "
        "step or a later one: reported, complaint_registered, arrested, charged, charge_accepted, trial_begun, judged, "
        "convicted, final. recorded is how many have this very step on record; of those who got no further, ended_here "
        "ended and open_here have not.",
        "accused of the cohort",
        (OWN_FACTS, COHORTS, "open_here is censored, not lost: young cohorts look worse than they will be."),
        "attrition",
        subsets=("reached", "recorded", "ended_here", "open_here"),
    ),
    Definition(
        "charge_rate",
        1,
        "accused",
        "Accused with charges on record or named by a charge sheet, over accused arrested.",
        "accused arrested",
        (OWN_FACTS, COHORTS, "Who was charged and never arrested is beside the rate."),
        "charge_rate",
        adds_up=True,
        parts=("arrested_and_charged", "arrested_not_charged"),
        rates={"rate": "arrested_and_charged"},
    ),
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
            COHORTS,
            "A person accused in two prosecutions is counted in each.",
            "Reversals on appeal are shown beside until the first instance decides anew.",
        ),
        "dispositions",
        adds_up=True,
        subsets=("of_which_withdrawn", "of_which_suspended", "of_which_reversed"),
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
            COHORTS,
            "Compare core with core-or-related before comparing anything else.",
            "Pending, unknown, suspended and later reversed are beside the rate, not in it.",
            f"UNODC: {unodc.CONVICTED}; {unodc.CONVICTED_FIRST}.",
        ),
        "conviction_rate",
        adds_up=True,
        parts=(
            "core",
            "related",
            "other",
            "reported_only",
            "acquitted",
            "dismissed",
            "withdrawn",
            "discontinued",
            "hung",
            "died",
        ),
        sums={
            "core_or_related": ("core", "related"),
            "any": ("core", "related", "other", "reported_only"),
        },
        rates={"rate": "core", "rate_core_or_related": "core_or_related", "rate_any": "any"},
    ),
    Definition(
        "time_between_milestones",
        2,
        "days",
        "Days from the first time an accused reached one milestone to the first time he reached the other; quartiles "
        "and 90th percentile by the inclusive method. Complaint and first hearing are those of the prosecution. "
        "Charged is who has charges on record or, where none are, whom a charge sheet named.",
        "accused with both milestones on a known day",
        (
            OWN_FACTS,
            "Negative spans are real (an arrest may come before the charge) and stay in.",
            "A day known to its month stands as the first of the month; how many is shown.",
            "Those who have not reached the second milestone are not in it, so recent cohorts look fast.",
        ),
        "time_between_milestones",
        (tuple(start for start, _ in INTERVALS), tuple(end for _, end in INTERVALS)),
        lines_apart=True,
        subsets=("negative", "known_to_the_month_only"),
        measures=("q1", "median", "q3", "p90"),
    ),
    Definition(
        "survival",
        2,
        "share",
        "Share of accused whose trial has not ended so many days after the charge, by Kaplan and Meier with log-log "
        "intervals of 95 % (none where all go on, or nobody does); n is how many were still at risk, ended how many "
        "had ended. Whose trial goes on is censored on the last day anything is known of.",
        "accused charged on a known day, whose trial goes on or ended on a known day at or after it",
        (
            OWN_FACTS,
            "Endings on no known day, and days before the charge, cannot be on a curve: how many is shown.",
        ),
        "spells",
        lines_apart=True,
        curve="survival",
    ),
    Definition(
        "competing_endings",
        1,
        "share",
        "Share of accused who by so many days after the charge had been convicted, acquitted, had died, or whose trial "
        "ended without a verdict (dismissed, withdrawn, discontinued, hung), by Aalen and Johansen: one ending rules "
        "the others out. n is how many were still at risk, ended how many had ended so.",
        "accused charged on a known day, whose trial goes on or ended on a known day at or after it",
        (
            OWN_FACTS,
            "Endings on no known day, and days before the charge, cannot be on a curve: how many is shown.",
        ),
        "spells",
        lines_apart=True,
        curve="competing_endings",
    ),
    Definition(
        "sentence_months",
        1,
        "months",
        "Months of custody in the first sentence of those convicted, where a figure is known.",
        "accused convicted with a stated number of months",
        (OWN_FACTS, "Zero months may mean no custody or not stated: both readings are given.", "Life is no number."),
        "sentence_months",
        subsets=("zero",),
        measures=("q1", "median", "q3"),
    ),
    Definition(
        "custody",
        1,
        "accused",
        "Accused by what is known of their custody before judgment: released, detained (remanded or refused bail and "
        "never released), or not stated.",
        "accused whom an authority named, per prosecution",
        (OWN_FACTS, "An arrest alone says nothing of how long he was kept."),
        "custody",
        adds_up=True,
    ),
    Definition(
        "counts_vs_fates",
        1,
        "charges",
        "Charges by whether the fates told of their counts (verdict, withdrawal, rejection) add up to the counts "
        "charged: agree, short (counts still open, or nothing told), exceed (more told than charged: those beyond are "
        "held).",
        "charges of accused whom an authority named",
        (OWN_FACTS, "A charge that falls short is no error while the trial goes on."),
        "counts_vs_fates",
        adds_up=True,
        of_persons=False,
    ),
)
