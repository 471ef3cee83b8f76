"""The sets that are read: which files, which of their columns say what, and how they are to be cited and taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting import unodc

UNODC_DEFINITIONS = (
    unodc.CONVICTED,
    f"Detected victims are those officially identified by national authorities; they {unodc.DETECTED}",
)


@dataclass(frozen=True, slots=True)
class Table:
    """One file. `place` and `period` name columns; empty means the whole world, or that `periods` tells columns apart.

    `values` are the columns with numbers; empty means `value` of the indicator in `indicator`. `only`: of a
    column, the values whose rows are taken.
    """

    file: str
    categories: tuple[str, ...] = ()
    place: str = ""
    period: str = ""
    indicator: str = ""
    values: tuple[str, ...] = ()
    periods: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unit: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        named = (self.place, self.period, self.indicator, *self.categories, *self.values, *self.periods)
        return tuple(dict.fromkeys(name for name in (*named, *self.only) if name))


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    name: str
    folder: str
    citation: str
    cautions: tuple[str, ...]
    tables: tuple[Table, ...]


TRAFFICKING_HEADS = frozenset({"07. Importation of Girls", "08. Immoral Traffic Prevention Act, 1956"})
CASES = (
    "Cases_Reported",
    "Cases_Chargesheeted",
    "Cases_Sent_for_Trial",
    "Total_Cases_for_Trial",
    "Cases_Trials_Completed",
    "Cases_Convicted",
    "Cases_Acquitted_or_Discharged",
    "Cases_Compounded_or_Withdrawn",
    "Cases_Pending_Trial_from_the_previous_year",
    "Cases_Pending_Trial_at_Year_End",
    "Cases_Pending_Investigation_at_Year_End",
)
DURATIONS = (
    "PT_Less_than_6_Months",
    "PT_6_12_Months",
    "PT_1_3_Years",
    "PT_3_5_Years",
    "PT_5_10_Years",
    "PT_Over_10_Years",
    "PT_Total",
)
YEARS = range(2018, 2023)

SETS: Mapping[str, ReferenceSet] = {
    one.name: one
    for one in (
        ReferenceSet(
            "unodc",
            "unodc_glotip",
            "UNODC (2022), UNODC Research - Data Portal - Trafficking in Persons. "
            "https://dataunodc.un.org/dp-trafficking-persons",
            (*UNODC_DEFINITIONS, "A count below 5 is suppressed by UNODC and is no number."),
            (
                Table(
                    "glotip.csv",
                    categories=("dimension", "category", "sex", "age"),
                    place="iso3",
                    period="year",
                    indicator="indicator",
                    values=("value",),
                ),
            ),
        ),
        ReferenceSet(
            "ncrb",
            "ncrb_india",
            "National Crime Records Bureau, Crime in India (data.gov.in)",
            ("Cases of one year are of different years of report: a share of one year follows no cohort.",),
            (
                Table(
                    "cases_crime_against_women_2001_2010.csv",
                    categories=("Sub_Group_Name",),
                    place="Area_Name",
                    period="Year",
                    values=CASES,
                    only={"Sub_Group_Name": TRAFFICKING_HEADS},
                    unit="cases",
                ),
                Table(
                    "period_of_trial_by_courts_2004_2010.csv",
                    categories=("Sub_Group_Name",),
                    place="Area_Name",
                    period="Year",
                    values=DURATIONS,
                    unit="cases",
                ),
                Table(
                    "human_trafficking_cases_2018_2022.csv",
                    place="State/UT",
                    periods={f"Cases Reported - {year}": ("Cases_Reported", str(year)) for year in YEARS},
                    unit="cases",
                ),
            ),
        ),
        ReferenceSet(
            "tip",
            "tip_report_global",
            "US Department of State, 2024 Trafficking in Persons Report",
            (
                "Estimates, for lack of uniform national reporting.",
                "labor_ is the part of the total that is labour trafficking.",
            ),
            (
                Table(
                    "global_law_enforcement_2017_2023.csv",
                    period="year",
                    values=(
                        "prosecutions",
                        "labor_prosecutions",
                        "convictions",
                        "labor_convictions",
                        "victims_identified",
                        "labor_victims_identified",
                        "new_or_amended_legislation",
                    ),
                    unit="counts",
                ),
            ),
        ),
    )
}
