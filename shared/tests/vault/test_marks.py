"""A mark tells what was said of somebody from anything else said of them, and nothing to who lacks their key."""

from uuid import uuid4

import pytest
from throughline.domain import Command
from throughline.vault.fields import mark_of
from throughline.vault.sealing import new_key


class Refer(Command, seals=frozenset({"kind"}), sealed_for="person"):
    person: str
    kind: str


def marked(key: bytes, kind: str) -> str | None:
    refer = Refer(case_id=uuid4(), person="her", kind=kind)
    return refer.marking(lambda said: mark_of(key, said)).sealed("kind").mark


def test_the_same_has_the_same_mark_in_any_command_and_anything_else_another() -> None:
    key = new_key()
    assert marked(key, "a") == marked(key, "a")
    assert marked(key, "a") != marked(key, "b")


def test_another_persons_has_another_mark() -> None:
    assert marked(new_key(), "a") != marked(new_key(), "a")


def test_what_nothing_marks_is_not_compared() -> None:
    with pytest.raises(LookupError):
        Refer(case_id=uuid4(), person="her", kind="a").sealed("kind")
    with pytest.raises(LookupError):
        Refer(case_id=uuid4(), person="her", kind="a").marking(lambda said: "").sealed("person")
