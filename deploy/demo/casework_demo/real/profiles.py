"""Coded profiles of a case's victims, from rows of the anonymised CTDC set.

The file says how many victims a case had, how many of them minor, female and foreign. A profile agrees with that; the
finer age band and the country are those of some row of CTDC: a stand-in, never the person of the case.
"""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from casework_demo.real.rows import Case, Row, read

FILE = "ctdc_global_kanon_2020/victims.csv"
HOME = "US"
MINORS = frozenset({"0--8", "9--17"})
GENDERS = {"Female": "Feminine", "Male": "Masculine"}

# ISO 3166: two letters as in CTDC, three as in ours; those that occur.
CODES = (
    "AF:AFG AL:ALB BD:BGD BF:BFA BG:BGR BO:BOL BY:BLR CD:COD CI:CIV CN:CHN CO:COL ER:ERI GH:GHA GN:GIN GW:GNB "
    "HT:HTI ID:IDN KE:KEN KG:KGZ KH:KHM KR:KOR KZ:KAZ LA:LAO LK:LKA MD:MDA MG:MDG ML:MLI MM:MMR MX:MEX NE:NER "
    "NG:NGA NP:NPL PH:PHL RO:ROU SL:SLE SN:SEN TH:THA TJ:TJK TM:TKM UA:UKR UG:UGA US:USA UZ:UZB VN:VNM"
)
ISO3 = dict(pair.split(":") for pair in CODES.split())
Kind = tuple[bool, bool, bool]
"""Minor, female, foreign."""


class Profiles:
    """Hands out the rows of the set in its order, each kind in turn; the same cases get the same profiles."""

    def __init__(self, folder: Path) -> None:
        kinds: dict[Kind, list[Row]] = {}
        for row in read(folder / FILE):
            if row["ageBroad"] and row["citizenship"] in ISO3:
                kinds.setdefault(kind_of(row), []).append(row)
        self._next: dict[Kind, Iterator[Row]] = {kind: cycle(rows) for kind, rows in kinds.items()}

    def of(self, case: Case) -> list[dict[str, object]]:
        """One profile per victim, once per case; none where the file does not say how many there were."""
        number = case.of_case("num_victims") or 0
        columns = ("num_victims_minor", "num_victims_female", "num_victims_foreign")
        minor, female, foreign = (case.of_case(column) or 0 for column in columns)
        return [self._profile((place < minor, place < female, place < foreign)) for place in range(number)]

    def _profile(self, kind: Kind) -> dict[str, object]:
        rows = self._next.get(kind)
        if rows is None:
            return {"gender": "Feminine" if kind[1] else "NonSpecifiedUnknown"}
        row = next(rows)
        gender, country = GENDERS[row["gender"]], ISO3[row["citizenship"]]
        return {"ageBand": row["ageBroad"], "gender": gender, "citizenship": [country]}


def kind_of(row: Row) -> Kind:
    return row["ageBroad"] in MINORS, row["gender"] == "Female", row["citizenship"] != HOME
