"""Codes that reporting's own events carry: short, without spaces, so that no sentence and no name fits in one."""

from typing import Annotated

from throughline.domain import Field

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$")]
OfficeId = Annotated[str, Field(pattern=r"^[A-Z]{2,3}(-[A-Z0-9]{2,6})?$")]
"""As `PHL-MNL`; `HQ` for what belongs to no field office."""
Jurisdiction = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

OWN, HISTORICAL, IMPORT = "own", "historical", "import:"


def counted_under(source: str, historical: bool) -> str:
    """`own` (partners' facts too), `import:<set>` without the row, or `historical` for other backfills."""
    if source.startswith(IMPORT):
        return source.partition("#")[0]
    return HISTORICAL if historical else OWN
