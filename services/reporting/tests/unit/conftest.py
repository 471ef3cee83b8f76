"""Tests are grouped in classes named for a state, as `WhenRegistered`: these are collected as well."""
