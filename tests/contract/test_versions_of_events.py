"""Every event reads all its older versions: a later version of a class has a way up from each before, and samples."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
from throughline.domain import Event
from throughline.eventstore.versions import raised

ROOT = Path(__file__).parents[2]
SERVICES = ("intake", "legal", "aftercare", "reporting")


def events(service: str) -> list[type[Event]]:
    aggregates = import_module(f"{service}.service").service().aggregates
    return [cls for aggregate in aggregates for cls in aggregate.own_event_types]


def amiss(classes: Iterable[type[Event]], samples: Path) -> list[str]:
    """What a class lacks to read everything that was ever stored of its type."""
    found = []
    for cls in classes:
        if set(cls.upcasts) != set(range(1, cls.version)):
            found.append(f"{cls.__name__}: version {cls.version} is reached from {sorted(cls.upcasts)}")
        if set(cls.earlier) != set(range(1, cls.version)):
            found.append(f"{cls.__name__}: of version {cls.version}, earlier shapes are {sorted(cls.earlier)}")
        if not set(cls.lowers) <= set(range(2, cls.version + 1)):
            found.append(f"{cls.__name__}: lowers {sorted(cls.lowers)}")
        for version in sorted({*cls.upcasts, cls.version}):
            sample = samples / f"{cls.__name__}.v{version}.json"
            if not sample.is_file():
                found.append(f"{sample.name} is missing")
            else:
                cls.model_validate_json(raised(cls, version, sample.read_bytes()))
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_version_that_was_ever_stored_is_read(service: str) -> None:
    found = events(service)
    assert len(found) > 5
    assert amiss(found, ROOT / f"services/{service}/tests/golden") == []


def test_a_version_without_a_way_up_or_a_sample_is_found(tmp_path: Path) -> None:
    class Weighed(Event):
        grams: int
        version = 3
        upcasts = {2: lambda data: data}  # noqa: RUF012

    (tmp_path / "Weighed.v3.json").write_text('{"grams": 1}')
    assert amiss([Weighed], tmp_path) == [
        "Weighed: version 3 is reached from [2]",
        "Weighed: of version 3, earlier shapes are []",
        "Weighed.v2.json is missing",
    ]
