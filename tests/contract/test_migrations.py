"""Migrations go forward, leave running old code alone, and come to the schema that is committed."""

import re
from pathlib import Path

import pytest
from throughline.stack.errors import StackError
from throughline.stack.for_tests import SharedStack
from throughline.stack.schema import KIT, beyond, schema_by_migrations, schema_of

ROOT = Path(__file__).parents[2]
KITS = ROOT / "shared/schema.sql"
SERVICES = ("intake", "legal", "aftercare", "reporting")
FILES = [
    *sorted((ROOT / "shared/throughline/migrations").iterdir()),
    *(file for name in SERVICES for file in sorted((ROOT / f"services/{name}/{name}/migrations").iterdir())),
]
# What old code, still running beside the new, would meet: a table or column that is gone, or has another name or type,
# or a column that it does not fill.
BREAKS = re.compile(
    r"\b(drop table|drop column|rename (column|to)|(?<!or )truncate|lock table|alter column \w+ (set not null|type))\b"
    r"|\badd column \w+ (?![^,;]*\bdefault\b)[^,;]*\bnot null\b",
    re.IGNORECASE,
)
# What stands behind a name may be made anew, at once.
ANEW = re.compile(r"\bdrop (view|function) (if exists )?(\w+)", re.IGNORECASE)
BEFORE_THE_FIRST_RELEASE = {"0008_sealed_fields.sql", "0010_bodies.sql"}


def statements(file: Path) -> str:
    """The SQL of a file without comments and bodies of functions."""
    text = re.sub(r"--[^\n]*", "", file.read_text())
    return re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parents[1].name}/{file.name}")
def test_a_migration_goes_forward_and_leaves_running_code_alone(file: Path) -> None:
    assert re.fullmatch(r"\d{4}_\w+\.sql", file.name), "there is no way back: a mistake is mended by the next migration"
    text = statements(file)
    found = BREAKS.search(text)
    assert found is None or file.name in BEFORE_THE_FIRST_RELEASE, found
    for kind, _, name in ANEW.findall(text):
        assert re.search(rf"create (or replace )?{kind} {name}\b", text, re.IGNORECASE), f"{kind} {name} is gone"


@pytest.mark.parametrize(
    "breaks",
    [
        "drop table parcel",
        "alter table parcel drop column weight",
        "alter table parcel rename column weight to mass",
        "alter table parcel rename to parcels",
        "alter table parcel alter column weight type text",
        "alter table parcel alter column weight set not null",
        "alter table parcel add column mass int not null",
        "alter table parcel add column mass int not null, add column size int default 0",
        "truncate parcel",
    ],
)
def test_what_running_code_would_meet_is_recognised(breaks: str) -> None:
    assert BREAKS.search(breaks)
    assert not BREAKS.search("alter table parcel add column mass int not null default 0, add column size int")


def test_no_two_migrations_that_one_service_applies_have_one_name() -> None:
    kit = {file.name for file in FILES if "throughline" in file.parts}
    assert kit
    for name in SERVICES:
        own = [file.name for file in FILES if file.is_relative_to(ROOT / f"services/{name}")]
        assert own
        assert kit.isdisjoint(own)


CHANGED = "the migrations have changed: run `throughline schema`, and look at the difference"


@pytest.mark.stack
def test_the_kits_migrations_come_to_the_committed_schema(stack: SharedStack) -> None:
    assert schema_by_migrations(stack.admin_dsn, KIT) == KITS.read_text(), CHANGED


@pytest.mark.stack
@pytest.mark.parametrize("name", SERVICES)
def test_all_migrations_come_to_the_committed_schema(stack: SharedStack, name: str) -> None:
    made = beyond(KITS.read_text(), schema_of(stack.database_of(name)))
    assert made == (ROOT / f"services/{name}/schema.sql").read_text(), CHANGED


def test_no_service_changes_what_is_the_kits() -> None:
    assert beyond("a;\n\nb;\n", "a;\n\nc;\n\nb;\n") == "c;\n"
    with pytest.raises(StackError, match="changes what is the kit's: b"):
        beyond("a;\n\nb;\n", "a;\n\nb, otherwise;\n")
