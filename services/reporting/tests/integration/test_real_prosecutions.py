"""The figures over a real set of prosecutions reproduce what is known of it; skipped where the set is absent.

None of it is in the repository: THROUGHLINE_REAL_SET names the folder it lies in (CONTRIBUTING.md says where it is
from), else it is looked for beside the checkout. Its rows become the events that an importer would have recorded, held
facts left out; what is tested is the counting.
"""

import csv
import os
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from reporting import release
from reporting.inbound import held, legal
from reporting.release import DraftRelease, ReleaseDrafted
from throughline.testing.given import scenario

from .conftest import an_id, happened, lines

SETS = Path(os.environ.get("THROUGHLINE_REAL_SET") or Path(__file__).parents[5] / "shared/data")
DATA = SETS / "us_federal_ht_prosecutions"
SOURCE = "import:us-federal"
BY_VERDICT = {"convicted_plea", "convicted_trial", "dismissed", "acquitted_trial"}
# The fates of a row's counts, as the verdict they are; None: withdrawn by the prosecution. In the order in which the
# set's own disposition asks for them: where it tells of more fates than counts, the last are held.
FATES = {
    "trial_guilty": ("guilty", False),
    "plea_guilty": ("guilty", True),
    "trial_not_guilty": ("not_guilty", False),
    "plea_dismissed": ("dismissed", False),
    "nolle_prossed": None,
}

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not there: the set is not part of the repository"),
]


def rows(name):
    with (DATA / f"{name}.csv").open() as lines_of:
        return list(csv.DictReader(lines_of))


def history():
    charges = defaultdict(list)
    for row in rows("charges"):
        charges[row["defendant_key"]].append(row)
    for row in rows("defendants"):
        yield from of_defendant(row, charges[row["defendant_key"]])


def of_defendant(row, charges):
    key, month, disposition = row["defendant_key"], row["charge_month"], row["disposition"]
    person, charged = an_id(key), date.fromisoformat(f"{month}-01")

    def on(day, event):
        origin = {"stream": row["case_key"], "case": row["case_key"], "jurisdiction": "USA"}
        return happened(event, **origin, source=f"{SOURCE}#{key}", historical=True, on=str(day))

    def offset(name):
        return charged + timedelta(int(row[name])) if row[name] else "unknown"

    yield on(month, legal.AccusedRegistered(accused_id=person, basis="charge_sheet"))
    if row["arrest_offset_days"]:
        yield on(offset("arrest_offset_days"), legal.SuspectArrested(accused_id=person))
    filed = [
        legal.Charge(charge_id=an_id(f"{key} {n}"), statute=charge["statute"], counts=int(charge["counts"]))
        for n, charge in enumerate(charges)
    ]
    if filed:
        yield on(month, legal.ChargesFiled(accused_id=person, charges=filed))
    if row["detained"] == "detained":
        yield on("unknown", legal.RemandOrdered(accused_id=person))
    if row["detained"] == "released":
        yield on("unknown", legal.SuspectReleased(accused_id=person))
    for known, charge in zip(filed, charges, strict=True):
        left = known.counts
        for fate, verdict in FATES.items():
            counts = min(int(charge[fate] or 0), left)
            left -= counts
            if excess := int(charge[fate] or 0) - counts:
                body = {"chargeId": str(known.charge_id), "counts": excess}
                held_id = an_id(f"{key} {known.charge_id} {fate} held")
                kind = "ChargeWithdrawn" if verdict is None else "VerdictRecorded"
                yield on("unknown", held.HeldInLegal(held_id=held_id, type=kind, code="MoreThanCharged", body=body))
            if counts and verdict is None:
                yield on("unknown", legal.ChargeWithdrawn(charge_id=known.charge_id, counts=counts))
            elif counts:
                found, by_plea = verdict
                yield on(
                    "unknown",
                    legal.VerdictRecorded(
                        accused_id=person, charge_id=known.charge_id, counts=counts, verdict=found, by_plea=by_plea
                    ),
                )
    if disposition not in BY_VERDICT:
        yield on("unknown", legal.DispositionReported(accused_id=person, value=disposition))
    if disposition.startswith("convicted") and (row["sentence_offset_days"] or row["total_sentence_months"]):
        months = Decimal(row["total_sentence_months"]) if row["total_sentence_months"] else None
        yield on(offset("sentence_offset_days"), legal.SentencePassed(accused_id=person, custodial_months=months))
    if row["restitution_usd"] not in ("", "0"):
        order = {"order_id": an_id(f"{key} restitution"), "amount": Decimal(row["restitution_usd"]), "currency": "USD"}
        yield on("unknown", legal.CompensationOrdered(accused_id=person, **order))


@pytest.fixture
async def imported(record):
    await record(*history())


@pytest.mark.usefixtures("imported")
class TestTheSet:
    async def test_dispositions(self, figure):
        answer = await figure("dispositions", source=SOURCE)
        assert answer.n == 179
        assert {line.what: line.n for line in answer.values} == {
            "convicted_plea": 63,
            "convicted_other_count": 52,
            "pending": 27,
            "convicted_trial": 22,
            "dismissed": 11,
            "acquitted_trial": 3,
            "unknown": 1,
        }

    async def test_core_and_related_convictions_differ_and_both_show(self, figure):
        answer = await figure("conviction_rate", source=SOURCE)
        rate = lines(answer)["accused"]
        assert (rate["core"], rate["core_or_related"], rate["core_or_related"] + rate["other"]) == (30, 41, 85)
        assert (rate["reported_only"], rate["pending"], rate["unknown"], answer.n) == (52, 27, 1, 151)

    async def test_times(self, figure):
        answer = await figure("time_between_milestones", source=SOURCE)
        n, values = {line.what: line.n for line in answer.values}, lines(answer)
        arrest, sentence = values["charge_to_arrest"], values["charge_to_sentence"]
        assert (n["charge_to_arrest"], arrest["q1"], arrest["median"], arrest["q3"]) == (164, 1, 5, 13.25)
        assert arrest["negative"] == 33
        assert (n["charge_to_sentence"], sentence["q1"], sentence["median"], sentence["q3"]) == (124, 234, 533, 886)
        assert sentence["max"] == 2168

    async def test_sentences_and_restitution(self, figure):
        answer = await figure("sentence_months", source=SOURCE)
        months = lines(answer)["all"]
        assert [(line.what, line.n) for line in answer.values] == [("all", 125), ("above_zero", 94)]
        assert (months["q1"], months["median"], months["q3"], months["zero"]) == (2, 30, 78, 31)
        assert lines(await figure("compensation", source=SOURCE))["USD"]["accused"] == 44

    async def test_custody(self, figure):
        answer = await figure("custody", source=SOURCE)
        assert {line.what: line.n for line in answer.values} == {"detained": 114, "released": 48, "not_stated": 17}

    async def test_counts_and_fates(self, figure):
        answer = await figure("counts_vs_fates", source=SOURCE)
        assert {line.what: line.n for line in answer.values} == {"agree": 226, "short": 52, "exceed": 3}
        assert answer.n == 281

    async def test_every_accused_gets_somewhere_in_his_cohort(self, figure):
        answer = await figure("attrition", source=SOURCE)
        steps = [line for line in answer.values if line.what.endswith("/reported")]
        assert sum(line.n for line in steps) == answer.n == 179
        assert sum(line.values["ended_here"] + line.values["open_here"] for line in answer.values) == 179

    async def test_curves_are_of_whom_they_can_be(self, figure):
        survived = await figure("survival", source=SOURCE)
        shares = [line.values["share"] for line in survived.values]
        assert shares == sorted(shares, reverse=True)
        beside = survived.values[0].values
        assert survived.n + beside["ended_on_no_known_day"] + beside["before_the_charge"] == 179
        ended = {line.what: line.values["share"] for line in (await figure("competing_endings", source=SOURCE)).values}
        by_then = sum(share for what, share in ended.items() if what.endswith("/day 730"))
        gone_on = lines(survived)["day 730"]["share"]
        assert by_then + gone_on == pytest.approx(1, abs=0.01)

    async def test_a_table_of_it_is_protected_before_anything_is_published(self, table):
        found = await table("dispositions", source=SOURCE)
        true = {
            "definition": found.definition,
            "source": found.source,
            "rows": found.rows,
            "columns": found.columns,
            "counts": found.counts,
            "published": found.published,
        }
        drafted = scenario(release.AGGREGATE)().when(
            DraftRelease(case_id=an_id("release"), office_id="HQ", tables=(true,), positions=found.positions)
        )
        (event,) = drafted.emits(ReleaseDrafted)
        shown = dict(zip(event.tables[0].rows, (cells[0] for cells in event.tables[0].cells), strict=True))
        assert (shown["convicted_plea"], shown["acquitted_trial"], shown["unknown"]) == (60, None, None)

    async def test_nothing_of_it_is_counted_as_the_agencys_own(self, figure):
        for name in ("dispositions", "conviction_rate", "time_between_milestones", "sentence_months", "compensation"):
            assert (await figure(name)).n == 0
