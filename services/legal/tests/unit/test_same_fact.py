"""The same fact again is nothing new, and any history folds: properties over every command of a prosecution."""

from uuid import UUID

from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st
from legal import prosecution
from legal.docket.state import Docket
from legal.prosecution.complaint import ProsecutionStarted
from legal.prosecution.state import Prosecution
from pydantic import BaseModel
from throughline.domain import Issued, Moment, Rejected, foresee, per_case_stream
from throughline.testing.given import CASE, NOW, SOMEBODY

PEOPLE = st.sampled_from([UUID(int=number) for number in range(1, 4)])
THINGS = st.sampled_from([UUID(int=number) for number in range(10, 13)])
DAYS = st.sampled_from([Moment.parse(day) for day in ("2026-05-01", "2026-05-02", "2026-05", "2026-05-03T10:00:00Z")])
PEOPLE_FIELDS = {"accused_id", "witness_id", "victim_id", "named_by", "by_org_id", "authority_org_id", "court_org_id"}
SEEN = {per_case_stream(CASE, "legal.Docket"): Docket()}
COMMANDS = prosecution.AGGREGATE.command_types


def values(command):
    """A strategy for a command's own fields: few people, few things, few days, so that histories meet themselves."""
    made = {}
    for name, field in command.model_fields.items():
        if name in ("case_id", "consent_id", "legal_basis", "authority"):
            continue
        if name == "prosecution_id":
            made[name] = st.just(UUID(int=99))
        elif name in PEOPLE_FIELDS:
            made[name] = PEOPLE
        elif field.annotation == UUID:
            made[name] = THINGS
        elif field.annotation == Moment or name == "occurred_on":
            made[name] = DAYS
        elif name == "counts":
            made[name] = st.integers(1, 3)
        elif field.is_required() and name == "charges":
            made[name] = st.tuples(filed_charges(field.annotation))
        elif field.is_required() and field.annotation is not str:
            made[name] = st.from_type(field.annotation)
        elif field.is_required():
            made[name] = st.sampled_from(["one", "two"]) if name != "currency" else st.just("PHP")
    return st.fixed_dictionaries(made)


def filed_charges(annotation):
    charge: type[BaseModel] = annotation.__args__[0]
    return st.builds(charge, charge_id=THINGS, statute=st.just("RA 9208"), iccs=st.none(), counts=st.just(3))


def commands():
    return st.sampled_from(COMMANDS).flatmap(lambda kind: values(kind).map(lambda v: kind(case_id=CASE, **v)))


def decide(state, command, number):
    """The command as issued, and what it came to; None where it would be held."""
    issued = command.issued(Issued(command_id=UUID(int=1000 + number), at=NOW, actor=SOMEBODY))
    try:
        return issued, prosecution.decide(state, issued, SEEN)
    except Rejected:
        return issued, None


def started():
    opening = ProsecutionStarted(jurisdiction_profile="PHL")
    return foresee(prosecution.evolve, Prosecution(), decide(Prosecution(), COMMANDS[0], 0)[0], [opening])


def play(history):
    """The state after a history, with every state on the way."""
    state = FIRST
    for number, command in enumerate(history):
        issued, decided = decide(state, command, number)
        before, state = state, foresee(prosecution.evolve, state, issued, decided or [])
        yield command, before, decided, state


FIRST = foresee(
    prosecution.evolve,
    Prosecution(),
    next(
        iter(
            [prosecution.registration.RecordSummons(case_id=CASE, prosecution_id=UUID(int=99), accused_id=UUID(int=1))]
        )
    ),
    [ProsecutionStarted(jurisdiction_profile="PHL")],
)


@settings(max_examples=300, deadline=None)
@generated(st.lists(commands(), min_size=1, max_size=25))
def test_what_was_accepted_is_nothing_new_the_second_time(history):
    for number, (command, _before, decided, state) in enumerate(play(history)):
        if decided:
            _issued, again = decide(state, command, 500 + number)
            assert again == [], f"{command!r} was recorded twice"
