"""Tests are grouped in classes named for a state, as `WhenDetained`: these are collected as well."""
