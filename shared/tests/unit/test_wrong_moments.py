"""What is no moment is refused in words of our own, whatever was sent instead."""

import pytest
from throughline.domain import Moment


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "secret name", "2026-13", "0000", "2026-02-30"]
)
def test_a_wrong_moment_is_a_value_error_that_repeats_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="not a moment") as refused:
        Moment.parse(text)
    assert text not in str(refused.value)
