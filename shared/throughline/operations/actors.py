"""Who may operate a service, and who may ask what it has recorded."""

from typing import Annotated

from fastapi import Depends

from throughline.domain import Actor
from throughline.http import only

OPERATORS = frozenset({"operator"})
Operator = Annotated[Actor, Depends(only(OPERATORS))]
"""Whoever asks, who has to be one."""
CONSUMER = "consumer"
"""A service, ours or another's, that reads topics and wants to know whether it has everything."""
CONSUMERS = OPERATORS | {CONSUMER}
