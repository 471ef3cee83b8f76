"""What a rebuild reported is signed: nobody can say later that it compared something else."""

from throughline.rebuild.signing import holds, signed

REPORT = {"cases": 3, "built": {"rows": 3, "hash": "ab"}}
KEY = b"the service's own"


def test_a_report_is_the_one_that_was_signed_however_it_is_written_down() -> None:
    _, signature = signed(REPORT, KEY)
    assert holds({"built": {"hash": "ab", "rows": 3}, "cases": 3}, signature, KEY)


def test_another_report_or_another_key_is_noticed() -> None:
    _, signature = signed(REPORT, KEY)
    assert not holds(REPORT | {"cases": 4}, signature, KEY)
    assert not holds(REPORT, signature, b"another's")
