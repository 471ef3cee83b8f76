"""What an import has done is kept a line a case, survives a kill, and is gone once all of it is done."""

import pytest
from casework_imports.journal import Journal, fingerprint
from casework_imports.outcome import Held, Outcome
from casework_imports.record import Left

DONE = [
    Outcome("1", "c1", sent=2, added=2, held=[Held("1", "record-arrest", "Code", "what")]),
    Outcome("2", "c2", sent=1, left=[Left("f.csv", 3, "2", "column", "is no code")], positions={"intake": "s:1"}),
]


@pytest.fixture
def journal(tmp_path):
    def opened(mark="m"):
        journal = Journal(tmp_path, "set", mark)
        journal.read()
        return journal

    return opened


@pytest.fixture
def killed(journal):
    """One that was never closed."""
    one = journal()
    for outcome in DONE:
        one.add(outcome)
    return one


def test_a_killed_import_finds_what_it_had_finished(killed, journal):
    again = journal()
    assert (list(again.outcomes()), again.done) == (DONE, {"1", "2"})


@pytest.mark.parametrize("cut", [1, 5])
def test_a_line_that_the_kill_cut_off_does_not_count_and_is_written_anew(killed, journal, tmp_path, cut):
    (file,) = (tmp_path / "imports").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    again = journal()
    assert again.done == {"1"}
    again.add(DONE[1])
    assert file.read_bytes() == whole


def test_other_bytes_begin_anew(killed, journal, tmp_path):
    assert journal("other").done == set()
    file = tmp_path / "rows.csv"
    marks = set()
    for said in ("a", "b"):
        file.write_text(said)
        marks |= {fingerprint((file,)), fingerprint((file,), "PHL-MNL")}
    assert len(marks) == 4


def test_nothing_is_left_of_it_once_the_import_is_complete(killed, journal, tmp_path):
    killed.complete()
    assert not list((tmp_path / "imports").iterdir())
    assert journal().done == set()
