"""The figures about accused, computed by a real Postgres from histories written as the projector writes them."""

from decimal import Decimal

import pytest
from reporting.inbound import legal

from .conftest import an_id, happened, lines

pytestmark = pytest.mark.stack


def accused(name, *events, charges=((1, "18 USC 1591"),), **origin):
    """One accused's history in a prosecution: registered, charged, and what followed, in this order."""
    person = an_id(name)
    origin = {"stream": "prosecution", "jurisdiction": "USA"} | origin
    filed = tuple(
        legal.Charge(charge_id=an_id(f"{name} {number}"), statute=statute, counts=counts)
        for number, (counts, statute) in enumerate(charges)
    )
    yield happened(legal.AccusedRegistered(accused_id=person), **origin)
    if filed:
        yield happened(legal.ChargesFiled(accused_id=person, charges=filed), **origin)
    for number, event in enumerate(events, 3):
        yield happened(event(name), **origin, stream_version=number)


def verdict(verdict, charge=0, counts=1, **other):
    return lambda name: legal.VerdictRecorded(
        accused_id=an_id(name), charge_id=an_id(f"{name} {charge}"), counts=counts, verdict=verdict, **other
    )


def withdrawn(charge=0, counts=None):
    return lambda name: legal.ChargeWithdrawn(charge_id=an_id(f"{name} {charge}"), counts=counts)


def reported(value):
    return lambda name: legal.DispositionReported(accused_id=an_id(name), value=value)


def of_accused(event, **fields):
    return lambda name: event(accused_id=an_id(name), **fields)


TWO = ((1, "18 USC 1591"), (2, "8 USC 1324"))
STANDS = [
    ("no news is pending", (), TWO, "pending"),
    ("one guilty count is enough", (verdict("guilty", 1),), TWO, "convicted_trial"),
    ("a plea", (verdict("guilty", by_plea=True), verdict("dismissed", 1, 2)), TWO, "convicted_plea"),
    ("a trial before a plea", (verdict("guilty", by_plea=True), verdict("guilty", 1)), TWO, "convicted_trial"),
    ("a verdict before a report", (verdict("guilty"), reported("pending")), TWO, "convicted_trial"),
    ("a reported conviction without verdict", (reported("convicted_other_count"),), (), "convicted_other_count"),
    (
        "the same though all counts fell",
        (withdrawn(), reported("convicted_other_count")),
        TWO[:1],
        "convicted_other_count",
    ),
    ("acquitted of all", (verdict("not_guilty"), verdict("not_guilty", 1, 2)), TWO, "acquitted_trial"),
    ("acquitted of one, the other open", (verdict("not_guilty"),), TWO, "pending"),
    ("acquitted of one, the other dropped", (verdict("not_guilty"), withdrawn(1)), TWO, "acquitted_trial"),
    ("all dropped", (withdrawn(), withdrawn(1)), TWO, "dismissed"),
    ("all dropped, then reported pending", (withdrawn(), withdrawn(1), reported("pending")), TWO, "pending"),
    ("reported pending, then all dropped", (reported("pending"), withdrawn(), withdrawn(1)), TWO, "dismissed"),
    (
        "an acquittal before a report of pending",
        (verdict("not_guilty"), reported("pending")),
        TWO[:1],
        "acquitted_trial",
    ),
    ("a death before a report of pending", (of_accused(legal.AccusedDied), reported("pending")), TWO, "died"),
    ("a dismissal before a report of unknown", (verdict("dismissed"), reported("unknown")), TWO[:1], "dismissed"),
    (
        "an acquittal of all rules a conviction out",
        (verdict("not_guilty"), reported("convicted_plea")),
        TWO[:1],
        "acquitted_trial",
    ),
    ("not while a count has no verdict", (verdict("not_guilty"), reported("convicted_plea")), TWO, "convicted_plea"),
    (
        "nor of a count not on record",
        (verdict("not_guilty"), reported("convicted_other_count")),
        TWO[:1],
        "convicted_other_count",
    ),
    ("dismissed by the court", (verdict("dismissed"), withdrawn(1)), TWO, "dismissed"),
    ("a hung jury", (verdict("hung"), withdrawn(1)), TWO, "hung"),
    ("acquitted of one, hung on the other", (verdict("not_guilty"), verdict("hung", 1, 2)), TWO, "hung"),
    ("died before the verdict", (of_accused(legal.AccusedDied),), TWO, "died"),
    ("died after it", (verdict("guilty"), of_accused(legal.AccusedDied)), TWO, "convicted_trial"),
    ("discontinued", (of_accused(legal.ProsecutionDiscontinued),), TWO, "discontinued"),
    ("all discontinued", (lambda _: legal.ProsecutionDiscontinued(),), TWO, "discontinued"),
    ("unknown", (reported("unknown"),), (), "unknown"),
]


class TestDispositions:
    @pytest.mark.parametrize(("events", "charges", "stands"), [case[1:] for case in STANDS], ids=[c[0] for c in STANDS])
    async def test_it_is_derived_from_verdicts_before_reports(self, record, figure, events, charges, stands):
        await record(*accused("a", *events, charges=charges))
        assert [(line.what, line.n) for line in (await figure("dispositions")).values] == [(stands, 1)]

    async def test_withdrawn_is_within_dismissed_and_shown(self, record, figure):
        await record(*accused("a", withdrawn()), *accused("b", verdict("dismissed")))
        line = lines(await figure("dispositions"))["dismissed"]
        assert (line["accused"], line["of_which_withdrawn"]) == (2, 1)

    async def test_an_accused_who_was_removed_is_not_counted(self, record, figure):
        await record(*accused("a"), *accused("b", of_accused(legal.AccusedRemoved)))
        assert (await figure("dispositions")).n == 1

    async def test_sources_are_never_mixed(self, record, figure):
        await record(
            *accused("own"),
            *accused("partner", source="partner:hotline"),
            *accused("backfilled", historical=True),
            *accused("imported", source="import:a_set#3", historical=True),
            *accused("other", source="import:a_set_2#3", historical=True),
        )
        found = {
            source: (await figure("dispositions", source=source)).n
            for source in ("own", "historical", "import:a_set", "import:a_set_2", "import:a")
        }
        assert found == {"own": 2, "historical": 1, "import:a_set": 1, "import:a_set_2": 1, "import:a": 0}

    async def test_a_director_counts_his_own_office(self, record, figure):
        manila, phnom_penh = range(7), range(7, 20)
        await record(
            *(event for n in manila for event in accused(f"a{n}")),
            *(event for n in phnom_penh for event in accused(f"a{n}", office_id="KHM-PNH")),
        )
        own = await figure("dispositions", offices=("PHL-MNL",))
        assert (own.n, own.protected, [line.n for line in own.values]) == (5, True, [5])
        assert (await figure("dispositions", office="KHM-PNH")).n == 10
        everywhere = await figure("dispositions")
        assert (everywhere.n, everywhere.protected) == (20, False)
        with pytest.raises(LookupError):
            await figure("dispositions", offices=("PHL-MNL",), office="KHM-PNH")


class TestConvictionRate:
    async def test_core_over_all_first_instance_endings(self, record, figure):
        related, neither = ((1, "8 USC 1328"),), ((1, "8 USC 1324"),)
        await record(
            *accused("core", verdict("guilty")),
            *accused("related", verdict("guilty"), charges=related),
            *accused("other", verdict("guilty", by_plea=True), charges=neither),
            *accused("lesser", verdict("guilty_lesser", convicted_of=legal.Offence(statute="8 USC 1324"))),
            *accused("reported", reported("convicted_plea")),
            *accused("acquitted", verdict("not_guilty")),
            *accused("withdrawn", withdrawn()),
            *accused("pending", of_accused(legal.ProceedingsSuspended)),
            *accused("unknown", reported("unknown"), charges=()),
        )
        answer = await figure("conviction_rate")
        rate = lines(answer)["accused"]
        assert answer.n == 7
        assert (rate["core"], rate["related"], rate["other"], rate["core_or_related"], rate["reported_only"]) == (
            1,
            1,
            2,
            2,
            1,
        )
        assert (rate["acquitted"], rate["withdrawn"], rate["pending"], rate["suspended"], rate["unknown"]) == (
            1,
            1,
            1,
            1,
            1,
        )
        assert rate["rate"] == pytest.approx(1 / 7, abs=1e-4)
        assert rate["rate_core_or_related"] == pytest.approx(2 / 7, abs=1e-4)

    async def test_a_conviction_reversed_later_stays_and_is_shown(self, record, figure):
        appeal = an_id("appeal")
        await record(
            *accused(
                "a",
                verdict("guilty"),
                of_accused(legal.AppealFiled, appeal_id=appeal),
                lambda _: legal.AppealDecided(appeal_id=appeal, result="reversed"),
            )
        )
        rate = lines(await figure("conviction_rate"))["accused"]
        assert (rate["core"], rate["rate"], rate["reversed"]) == (1, 1, 1)

    async def test_a_conviction_after_a_retrial_is_reversed_no_more(self, record, figure):
        appeal = an_id("appeal")
        retried = (
            verdict("guilty"),
            of_accused(legal.AppealFiled, appeal_id=appeal),
            lambda _: legal.AppealDecided(appeal_id=appeal, result="retrial"),
        )
        await record(*accused("a", *retried, verdict("guilty")))
        rate = lines(await figure("conviction_rate"))["accused"]
        assert (rate["core"], rate["reversed"]) == (1, 0)

    async def test_without_an_ending_there_is_no_rate(self, record, figure):
        await record(*accused("a"))
        answer = await figure("conviction_rate")
        assert (answer.n, lines(answer)["accused"]["rate"], lines(answer)["accused"]["pending"]) == (0, None, 1)


class TestTimeBetweenMilestones:
    async def test_quartiles_are_inclusive_and_negatives_stay(self, record, figure):
        history = []
        for name, arrest in (("a", "2026-04-24"), ("b", "2026-05-05"), ("c", "2026-05-14"), ("d", "2026-05-24")):
            history += [
                *accused(name, on="2026-05-04"),
                happened(legal.SuspectArrested(accused_id=an_id(name)), stream="prosecution", on=arrest),
            ]
        await record(*history, *accused("never"))
        answer = await figure("time_between_milestones")
        span = lines(answer)["charge_to_arrest"]
        assert (span["min"], span["q1"], span["median"], span["q3"], span["max"]) == (-10, -1.75, 5.5, 12.5, 20)
        assert (span["negative"], answer.n) == (1, 5)
        assert lines(answer)["arrest_to_charge"]["negative"] == 3
        assert lines(answer)["arrest_to_final"]["median"] is None

    async def test_a_charge_sheet_charges_whom_no_charge_is_known_of(self, record, figure):
        named = [
            happened(
                legal.AccusedRegistered(accused_id=an_id(name), basis=basis), stream="prosecution", on="2026-05-01"
            )
            for name, basis in (("a", "charge_sheet"), ("b", "charge_sheet"), ("c", "fir"))
        ]
        charge = legal.Charge(charge_id=an_id("1"), statute="18 USC 1591")
        filed = legal.ChargesFiled(accused_id=an_id("b"), charges=(charge,))
        arrests = [
            happened(legal.SuspectArrested(accused_id=an_id(name)), stream="prosecution", on="2026-05-11")
            for name in "abc"
        ]
        await record(*named, happened(filed, stream="prosecution", on="2026-05-03"), *arrests)
        answer = await figure("time_between_milestones")
        span = lines(answer)["charge_to_arrest"]
        assert ([line.n for line in answer.values if line.what == "charge_to_arrest"], span["min"], span["max"]) == (
            [2],
            8,
            10,
        )

    async def test_the_complaint_is_everybodys_and_the_first_time_counts(self, record, figure):
        arrests = [
            happened(legal.SuspectArrested(accused_id=an_id("a")), stream="prosecution", on=day)
            for day in ("2026-05-20", "2026-05-14", "2026-05")
        ]
        complaint = happened(legal.ComplaintRegistered(), stream="prosecution", on="2026-05-11")
        await record(*accused("a"), complaint, *arrests[:2])
        assert lines(await figure("time_between_milestones"))["complaint_to_arrest"]["median"] == 3
        await record(*accused("a"), complaint, *arrests)
        span = lines(await figure("time_between_milestones"))["complaint_to_arrest"]
        assert (span["median"], span["known_to_the_month_only"]) == (-10, 1)


class TestSentencesAndCompensation:
    async def test_zero_months_are_told_apart(self, record, figure):
        months = {"a": 0, "b": 30, "c": 78, "d": None}
        history = [
            accused(name, verdict("guilty"), of_accused(legal.SentencePassed, custodial_months=given))
            for name, given in months.items()
        ]
        await record(*(event for one in history for event in one))
        answer = await figure("sentence_months")
        assert [(line.what, line.n) for line in answer.values] == [("all", 3), ("above_zero", 2)]
        assert lines(answer)["all"]["median"] == 30
        assert lines(answer)["above_zero"]["median"] == 54

    async def test_currencies_are_never_added_up(self, record, figure):
        def order(name, amount, currency):
            return happened(
                legal.CompensationOrdered(
                    order_id=an_id(name),
                    accused_id=an_id("a"),
                    victim_id=None if currency == "USD" else an_id("v"),
                    amount=Decimal(amount),
                    currency=currency,
                ),
                stream="prosecution",
            )

        received = happened(legal.CompensationReceived(order_id=an_id("1"), amount=Decimal(50)), stream="prosecution")
        await record(order("1", 200, "PHP"), order("2", 300, "PHP"), order("3", 10, "USD"), received)
        answer = lines(await figure("compensation"))
        assert (answer["PHP"]["survivors"], answer["PHP"]["survivors_received"], answer["USD"]["survivors"]) == (
            1,
            1,
            0,
        )
        assert (answer["PHP"]["awarded"], answer["PHP"]["received_per_100_awarded"], answer["USD"]["accused"]) == (
            500,
            10,
            1,
        )
