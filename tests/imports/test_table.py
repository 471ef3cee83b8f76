"""A file that cannot be read as it should says why before the first row."""

import pytest
from casework_imports.table import lines
from throughline.cli import Failed


def test_each_row_has_its_number_and_its_line(tmp_path):
    (tmp_path / "f.csv").write_text('a,b\n"two\nlines",1\n\nx,2\n')
    found = list(lines(tmp_path / "f.csv", ("a",), prefix="p."))
    assert [(line.row, line.number) for line in found] == [("p.1", 3), ("p.2", 5)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        ("a,b\n1,2\n".encode("utf-16"), "is not UTF-8 text"),
        (b"b\n1\n", "has no column a; nothing was brought in"),
    ],
)
def test_a_file_without_its_columns_says_why(tmp_path, content, why):
    (tmp_path / "f.csv").write_bytes(content)
    with pytest.raises(Failed, match=why):
        next(lines(tmp_path / "f.csv", ("a",)))


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path):
    with pytest.raises(Failed, match="there is no"):
        next(lines(tmp_path / "none.csv", ("a",)))
    with pytest.raises(Failed, match="is a folder"):
        next(lines(tmp_path, ("a",)))
