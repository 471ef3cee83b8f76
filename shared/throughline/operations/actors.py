"""Who may operate a service."""

from typing import Annotated

from fastapi import Depends

from throughline.domain import Actor
from throughline.http import only

OPERATORS = frozenset({"operator"})
Operator = Annotated[Actor, Depends(only(OPERATORS))]
"""Whoever asks, who has to be one."""
