"""Figures about the justice system and those who work in it. None of them counts persons the agency serves."""

from reporting.definitions.definition import OWN_FACTS, Definition

ALL = (
    Definition(
        "partner_performance",
        1,
        "referrals",
        "Organisations that survivors were referred to: referrals accepted, rejected, declined by the survivor, days "
        "to accept, and services delivered at least once per referral.",
        "services referred",
        (OWN_FACTS, "A survivor's refusal is no failure of the organisation.", "Organisations stand under pseudonyms."),
        "partner_performance",
        adds_up=True,
        subsets=("accepted", "rejected", "declined_by_survivor", "not_answered", "implemented"),
        rates={"implemented_per_referred": "implemented"},
        measures=("median_days_to_accept",),
    ),
    Definition(
        "trainings",
        1,
        "trainings",
        "Trainings delivered and attendances, by audience.",
        "trainings",
        (OWN_FACTS, "Attendances are not persons: who came twice is counted twice."),
        "trainings_by_audience",
        of_persons=False,
    ),
    Definition(
        "reforms",
        1,
        "gaps",
        "Gaps found in the justice system, by area, with the reforms proposed for them and adopted.",
        "gaps identified",
        (OWN_FACTS, "Adopted is not effective: only studies can say what changed."),
        "reforms",
        of_persons=False,
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
        of_persons=False,
    ),
)
