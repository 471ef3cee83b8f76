"""The demo: one case driven through all four services as their users would, and the first cases of a real set.

It knows the services by their HTTP doors and Kafka topics only, like any client. Nobody in it has a name.
"""
