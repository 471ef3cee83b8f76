"""Properties over every command of a prosecution: the same fact again is nothing new, and what 5.3 promises holds."""

from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from legal import prosecution
from legal.docket.state import Docket
from legal.prosecution import aspects
from legal.prosecution.charges import FiledCharge
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.custody import SuspectArrested, custody_on
from legal.prosecution.rules import convicted
from legal.prosecution.sentence import SentencePassed
from legal.prosecution.state import Detained, Prosecution
from throughline.domain import Fact, Issued, Moment, OnStream, Rejected, foresee, per_case_stream
from throughline.testing.given import CASE, NOW, SOMEBODY

P, ORG = UUID(int=99), UUID(int=98)
SEEN = {per_case_stream(CASE, "legal.Docket"): Docket()}
ACCUSED = {"accused_id": st.sampled_from([UUID(int=1), UUID(int=2)])}
CHARGE = {"charge_id": st.sampled_from([UUID(int=11), UUID(int=12)])}
HEARING = {"hearing_id": st.sampled_from([UUID(int=21), UUID(int=22)])}
ORDER, APPEAL = {"order_id": st.just(UUID(int=31))}, {"appeal_id": st.just(UUID(int=41))}
COUNTS = st.integers(1, 2)
CODE = st.sampled_from(["one", "two"])
BY_ORG = {"by_org_id": st.sampled_from([None, ORG])}
DAY = st.sampled_from(
    [
        Moment.parse(day)
        for day in (
            "2026-05-01",
            "2026-05-02",
            "2026-05",
            "2026-05-02T10:00:00Z",
            "2026-05-02T15:00:00Z",
            "2026-05-02T20:00:00Z",
            "unknown",
        )
    ]
)
MONEY = {"amount": st.integers(1, 2), "currency": st.just("PHP")}
WITNESS = {"witness_id": st.just(UUID(int=51))}


def filed(number):
    return FiledCharge(charge_id=UUID(int=number), statute="RA 9208", counts=2)


TESTIMONY = {"mode": st.just("video"), "closed_court": st.booleans(), "support_person_present": st.booleans()}
FOUND = {
    "counts": COUNTS,
    "verdict": st.sampled_from(["guilty", "hung"]),
    "court": st.sampled_from(["first_instance", "appeal"]),
}

FIELDS = {
    "RecordInvestigationOpened": {"authority_org_id": st.just(ORG)},
    "RecordComplaintRegistered": {"kind": st.sampled_from(["fir", "complaint"]), "authority_org_id": st.just(ORG)},
    "RecordComplaintRefused": {"reason": CODE},
    "RecordInvestigationConcluded": {"outcome": st.sampled_from(["charge", "close"])},
    "RecordExternalReference": {
        "org_id": st.just(ORG),
        "kind": st.just("fir"),
        "reference_key": st.sampled_from([None, "0123456789abcdef"]),
    },
    "RecordCourtSeised": {"court_org_id": st.just(ORG), "level": st.sampled_from(["first_instance", "appeal"])},
    "RecordCognizanceTaken": {},
    "RecordCaseCommitted": {"court_org_id": st.just(ORG)},
    "RecordCourtProduction": ACCUSED,
    "RecordAccusedRemoved": ACCUSED | {"reason": CODE},
    "RecordChargeAmended": CHARGE | {"counts": st.none() | COUNTS, "reason": CODE},
    "RecordProtectionOrderIssued": ORDER | {"protects": st.just(ORG), "against": st.just(ORG), "until": DAY},
    "RecordProtectionOrderBreached": ORDER,
    "RecordProtectionOrderExtended": ORDER | {"until": DAY},
    "RecordAccusedRegistered": ACCUSED | {"named_by": st.just(ORG), "basis": st.sampled_from(["fir", "court_order"])},
    "RecordSummons": ACCUSED | BY_ORG,
    "RecordSurrender": ACCUSED | BY_ORG,
    "RecordArrest": ACCUSED | BY_ORG,
    "RecordRemand": ACCUSED | {"from": DAY, "to": DAY, "custody": st.just("police")},
    "RecordRelease": ACCUSED | {"ground": CODE},
    "RecordAbsconding": ACCUSED,
    "RecordRecapture": ACCUSED,
    "RecordReleaseExpected": ACCUSED | {"on": DAY},
    "RecordCustodyEnded": ACCUSED | {"why": st.sampled_from(["parole", "escape"])},
    "RecordBailGranted": ACCUSED
    | {"kind": st.sampled_from(["regular", "interim"]), "conditions": st.permutations("ab")},
    "RecordBailRefused": ACCUSED,
    "RecordBailConditionsChanged": ACCUSED | {"conditions": st.lists(CODE, max_size=2)},
    "RecordBailBreached": ACCUSED,
    "RecordBailCancelled": ACCUSED,
    "RecordChargesFiled": ACCUSED | {"charges": st.tuples(st.sampled_from([11, 12]).map(filed))},
    "RecordChargeAccepted": CHARGE | {"counts": st.none() | COUNTS},
    "RecordChargeRejected": CHARGE | {"counts": st.none() | COUNTS, "reason": CODE},
    "RecordChargeWithdrawn": CHARGE | {"counts": st.none() | COUNTS, "reason": CODE},
    "RecordArraignment": ACCUSED,
    "RecordPlea": ACCUSED | CHARGE | {"plea": st.sampled_from(["guilty", "not_guilty"])},
    "RecordHearingScheduled": HEARING | {"on": DAY, "type": st.just("bail")},
    "RecordHearingHeld": HEARING,
    "RecordHearingAdjourned": HEARING | {"reason": st.sampled_from(["strike", "other"])},
    "RecordHearingVacated": HEARING,
    "RecordWitnessSummoned": WITNESS | {"role": st.sampled_from(["victim", "other"])},
    "RecordTestimony": HEARING | WITNESS | TESTIMONY | {"override_reason": st.none() | CODE},
    "RecordVerdict": ACCUSED
    | CHARGE
    | {
        "counts": COUNTS,
        "verdict": st.sampled_from(["guilty", "hung"]),
        "court": st.sampled_from(["first_instance", "appeal"]),
    },
    "RecordDisposition": ACCUSED | {"source": CODE, "value": st.sampled_from(["pending", "convicted_plea"])},
    "RecordSentence": ACCUSED | {"custodial_months": st.sampled_from([None, 0, 12])},
    "RecordCompensationOrdered": ORDER | MONEY | {"payer": st.just("accused")},
    "RecordCompensationReceived": ORDER | MONEY,
    "RecordAppealFiled": ACCUSED | APPEAL | {"by": st.just("defence"), "court": st.just("appeal")},
    "RecordAppealDecided": APPEAL | {"result": st.sampled_from(["affirmed", "reversed", "retrial"])},
    "RecordJudgmentFinal": ACCUSED,
    "RecordSuspension": ACCUSED | {"reason": st.just("unfit"), "review_on": DAY},
    "RecordResumption": ACCUSED,
    "RecordDeath": ACCUSED,
    "RecordDiscontinued": {"accused_id": st.none() | ACCUSED["accused_id"], "reason": CODE},
}


def commands(kind):
    fields = st.fixed_dictionaries(FIELDS[kind.__name__] | {"occurred_on": DAY})
    return fields.map(lambda said: kind(case_id=CASE, prosecution_id=P, **said))


HELD = "held"
INSTANTS = [Moment.parse(f"2026-05-03T{hour}:00:00Z") for hour in ("08", "12", "16", "20")]
KINDS = [kind for kind in prosecution.AGGREGATE.command_types if issubclass(kind, Fact)]
JUDGING = {"RecordVerdict", "RecordSentence", "RecordAppealFiled", "RecordAppealDecided", "RecordJudgmentFinal"}
ANY = st.sampled_from(KINDS).flatmap(commands)
JUDGMENT = st.sampled_from([kind for kind in KINDS if kind.__name__ in JUDGING]).flatmap(commands)
HISTORIES = st.lists(ANY | JUDGMENT, min_size=5, max_size=40)
BEGINNING = (
    *(("RecordAccusedRegistered", {"accused_id": UUID(int=n), "named_by": ORG, "basis": "fir"}) for n in (1, 2)),
    *(("RecordChargesFiled", {"accused_id": UUID(int=n), "charges": (filed(10 + n),)}) for n in (1, 2)),
    ("RecordChargeAccepted", {"charge_id": UUID(int=11), "counts": 2}),
)


def decide(state, command, number):
    """The command as issued, and what it came to; nothing where it is held."""
    issued = command.issued(Issued(command_id=UUID(int=1000 + number), at=NOW, actor=SOMEBODY))
    try:
        return issued, prosecution.decide(state, issued, SEEN)
    except Rejected:
        return issued, HELD


def play(history):
    """Each command, the state before it, what it came to, and the state after it."""
    kinds = {kind.__name__: kind for kind in KINDS}
    known = [kinds[name](case_id=CASE, prosecution_id=P, **fields) for name, fields in BEGINNING]
    opening = known[0].issued(Issued(command_id=UUID(int=999), at=NOW, actor=SOMEBODY))
    state = foresee(prosecution.evolve, Prosecution(), opening, [ProsecutionStarted(jurisdiction_profile="PHL")])
    for number, command in enumerate([*known, *history]):
        before = state
        issued, outcome = decide(before, command, number)
        decided = [] if outcome is HELD else outcome
        assert not any(isinstance(event, OnStream) for event in decided)
        state = foresee(prosecution.evolve, before, issued, decided)
        yield issued, before, decided, state


def test_every_command_is_played():
    assert FIELDS.keys() == {kind.__name__ for kind in KINDS}


@settings(max_examples=60, deadline=None)
@generated(HISTORIES)
def test_what_was_accepted_is_nothing_new_the_second_time(history):
    """Counted facts apart: these are taken again as far as anything is left, else held, and never dropped."""
    for number, (command, _before, decided, state) in enumerate(play(history)):
        if decided:
            again = decide(state, command, 500 + number)[1]
            assert again == [] if is_once(command) else again != []


def is_once(command):
    """Whether the same told again is the same. Who says "all that are left" says it again of none."""
    return command.records not in aspects.COUNTED or (command.records.startswith("Charge") and command.counts is None)


LIBERTY = ("RecordArrest", "RecordRelease", "RecordBailGranted", "RecordBailCancelled", "RecordBailBreached")
ENDINGS = ("RecordDiscontinued", "RecordResumption", "RecordSuspension", "RecordAbsconding", "RecordRecapture")


@settings(max_examples=100, deadline=None)
@generated(st.lists(st.sampled_from(LIBERTY + ENDINGS), min_size=2, max_size=len(INSTANTS)))
def test_a_liberty_fact_of_another_instant_is_never_swallowed(kinds):
    fields = {"RecordRelease": {"ground": "bail"}, "RecordBailGranted": {"kind": "regular"}}
    fields["RecordDiscontinued"] = {"reason": "no_evidence"}
    fields["RecordSuspension"] = {"reason": "unfit", "review_on": Moment.parse("unknown")}
    known = {kind.__name__: kind for kind in KINDS}
    history = [
        known[name](
            case_id=CASE, prosecution_id=P, accused_id=UUID(int=1), **fields.get(name, {}), occurred_on=INSTANTS[at]
        )
        for at, name in enumerate(kinds)
    ]
    *_, (state, *_rest) = [(state, command) for command, _, _, state in play(history[:-1])]
    assert decide(state, history[-1], 900)[1] != []


@pytest.mark.parametrize(
    "names",
    [
        ("RecordArrest", "RecordRelease", "RecordArrest", "RecordRelease"),
        ("RecordBailGranted", "RecordBailCancelled", "RecordBailGranted"),
        ("RecordDiscontinued", "RecordResumption", "RecordDiscontinued", "RecordResumption"),
    ],
)
@pytest.mark.parametrize("day", ["2026-05-01", "2026-05", "2026", "unknown"])
def test_what_changed_in_between_makes_the_same_of_one_day_new(names, day):
    fields = {"RecordRelease": {"ground": "bail"}, "RecordBailGranted": {"kind": "regular"}}
    fields["RecordDiscontinued"] = {"reason": "no_evidence"}
    known = {kind.__name__: kind for kind in KINDS}
    history = [
        known[name](
            case_id=CASE,
            prosecution_id=P,
            accused_id=UUID(int=1),
            **fields.get(name, {}),
            occurred_on=Moment.parse(day),
        )
        for name in names
    ]
    assert all(decided for _, _, decided, _ in [*play(history)][len(BEGINNING) :])


@pytest.mark.parametrize("precision", ["2026-05-01", "2026", "2026-05-01T10:00:00Z"])
def test_a_verdict_on_a_second_count_of_the_same_day_is_a_second_verdict(precision):
    one = {"accused_id": UUID(int=1), "charge_id": UUID(int=11), "counts": 1, "verdict": "guilty"}
    verdict = prosecution.verdicts.RecordVerdict(
        case_id=CASE, prosecution_id=P, **one, occurred_on=Moment.parse(precision)
    )
    *_, (_, _, second, state) = play([verdict, verdict])
    assert second
    assert decide(state, verdict, 900)[1] is HELD


@settings(max_examples=60, deadline=None)
@generated(HISTORIES)
def test_no_history_breaks_what_is_promised_of_custody_counts_and_sentences(history):
    for command, before, decided, state in play(history):
        for event in decided:
            if isinstance(event, SuspectArrested):
                then = custody_on(before.accused[event.accused_id], command.moment)
                assert not isinstance(then, Detained) or then.implied
            if isinstance(event, SentencePassed):
                assert convicted(before, before.accused[event.accused_id])
        for charge in state.charges.values():
            assert min(charge.pending, charge.accepted, charge.withdrawn, charge.rejected, charge.open) >= 0
            assert charge.filed == 2
            assert max(charge.decided("first_instance"), charge.decided("appeal")) <= charge.accepted
