"""`throughline bench`: what the kit does per second, beside floors and peers measured in the same run.

Absolute figures swing on a shared machine, so every comparison interleaves its sides round by round and is made within
each round. Nothing here asserts a result: a target that is missed is printed as missed.
"""
