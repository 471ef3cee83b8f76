"""Tests of the stack without Docker and of the commands that run it."""
