"""Nothing that is sent is lost sight of: refused, taken apart, held or interrupted, each row is recorded or told."""

import pytest
from casework_imports import sending
from casework_imports.doors import Said
from casework_imports.journal import Journal
from casework_imports.outcome import Result
from casework_imports.record import Left, Record, Unit

REFUSAL = {"code": "wrong-form", "detail": "no", "errors": [{"field": "x", "reason": "is wrong"}]}


class Doors:
    """Answers as `says` tells of a body; shows no case for as many times as it is `behind`."""

    sent: list[str]
    told: list[tuple]

    def __init__(self, _state, _max_in_flight):
        pass

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_exc):
        pass

    async def send(self, service, role, office, path, body, key, source=None):
        if service == "reporting":
            Doors.told.append((key, source, path, body))
            return Said(201, {"position": "stream:1"}, Doors.told.count((key, source, path, body)) > 1)
        Doors.sent.append(key)
        status, said = Doors.says(body)
        events = [{"eventId": f"event of {key}", "data": {"id": "it"}}]
        return Said(status, {"position": "stream:1", "events": events, **said}, False)

    async def read(self, *_asked):
        Doors.behind -= 1
        return None if Doors.behind >= 0 else {}


class Watch:
    def __init__(self, kill_after=None):
        self.rows, self.kill_after = 0, kill_after

    def done(self, rows, sent):
        self.rows += rows
        if self.rows == self.kill_after:
            raise Killed


class Killed(BaseException):
    pass


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setattr(sending, "Doors", Doors)
    Doors.told = []
    Doors.sent, Doors.behind, Doors.says = [], 0, staticmethod(lambda body: (201, {}))

    def ran(*units, watch=None):
        Doors.sent.clear()
        journal = Journal(tmp_path, "set", "mark")
        return sending.bring_in(None, Result("set"), units, journal, watch or Watch(), 1)

    return ran


def record(command, row, body=None, **more):
    return Record("set", "intake", command, row, body or {}, accounts=(f"file.csv:{row}",), **more)


def unit(key, *records):
    return Unit(key, "PHL-MNL", f"case {key}", records)


def test_what_rests_on_a_refused_opening_is_told_and_not_sent(run):
    Doors.says = staticmethod(lambda body: (422, REFUSAL) if body.get("bad") else (201, {}))
    result = run(unit("1", record("open", "1", {"bad": True}, keep=("id",)), record("fact", "2", uses=("id",))))
    assert Doors.sent == ["set 1 open"]
    assert [(left.line, left.reason) for left in result.left] == [
        (1, "wrong-form: x is wrong"),
        (2, "rests on what was refused: wrong-form: x is wrong"),
    ]
    assert result.accounted == {"file.csv:1", "file.csv:2"}


def test_what_a_door_does_not_take_whole_is_sent_piece_by_piece(run):
    Doors.says = staticmethod(lambda body: (422, REFUSAL) if body.get("bad") else (201, {}))
    pieces = (record("file", "1", part="a"), record("file", "2", {"bad": True}, part="b"))
    result = run(unit("1", record("file", "1", {"bad": True}, apart=pieces)))
    assert (result.facts["file"], [left.line for left in result.left]) == (1, [2])
    assert result.accounted == {"file.csv:1", "file.csv:2"}


def test_what_could_not_be_read_or_taken_is_told_to_its_office_by_row_and_column_once(run):
    Doors.says = staticmethod(lambda body: (422, REFUSAL) if body.get("bad") else (201, {}))
    unread = (
        Left("file.csv", 7, "row-7", "citizenship", "is no country"),
        Left("file.csv", 9, "a row, with a name", "", "is empty", "missing"),
    )
    records = (record("fact", "7"), record("fact", "8", {"bad": True}))
    first, second = (run(Unit("1", "PHL-MNL", "case 1", records, left=unread)) for _ in range(2))
    assert (first.issues, first.added, second.issues, second.added) == (3, 4, 3, 1)
    assert [told[1] for told in Doors.told[:3]] == ["import:set#row-7", "import:set#line-9", "import:set#8"]
    assert {told[2] for told in Doors.told} == {Doors.told[0][2]}
    cell, row, refused = (told[3] for told in Doors.told[:3])
    assert (cell["kind"], cell["column"], cell["officeId"]) == ("impossible_value", "citizenship", "PHL-MNL")
    assert cell["sourceEventId"] == "event of set 7 fact"
    assert (row["kind"], "column" in row, refused["column"]) == ("missing", False, "fact")
    assert len({told[3]["issueId"] for told in Doors.told}) == 3
    assert not any("country" in str(told) or "name" in str(told) for told in Doors.told)


def test_what_is_held_is_kept_with_its_rule_and_counts_as_no_fact(run):
    Doors.says = staticmethod(lambda body: (201, {"held": {"code": "Rule", "missing": "something"}}))
    result = run(unit("1", record("fact", "7")))
    assert [(held.row, held.code, held.missing) for held in result.held] == [("7", "Rule", "something")]
    assert not result.facts


def test_a_killed_import_sends_the_rest_and_tells_of_all(run):
    units = [unit(str(n), record("fact", str(n))) for n in range(5)]
    with pytest.raises(Killed):
        run(*units, watch=Watch(kill_after=2))
    watch = Watch()
    result = run(*units, watch=watch)
    assert Doors.sent == ["set 2 fact", "set 3 fact", "set 4 fact"]
    assert (result.cases, result.resumed, result.added, result.facts["fact"]) == (5, 2, 3, 5)
    assert (watch.rows, len(result.accounted)) == (5, 5)


def test_what_is_not_shown_yet_is_not_taken_for_gone(run):
    units = [unit(str(n), record("fact", str(n))) for n in range(3)]
    with pytest.raises(Killed):
        run(*units, watch=Watch(kill_after=2))
    Doors.behind = 2
    assert run(*units).resumed == 2


def test_what_was_done_for_a_database_that_is_gone_is_done_again(run, monkeypatch):
    monkeypatch.setattr(sending, "SHOWN_WITHIN", 0.0)
    units = [unit(str(n), record("fact", str(n))) for n in range(3)]
    with pytest.raises(Killed):
        run(*units, watch=Watch(kill_after=2))
    Doors.behind = 9
    result = run(*units)
    assert (len(Doors.sent), result.resumed, result.added) == (3, 0, 3)
