"""Random lives of whole cases through all four services, in memory: what is done, in which order, and heard when."""
