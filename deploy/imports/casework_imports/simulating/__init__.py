"""Plausible whole cases made up from a seed, and driven through all four services' doors."""
