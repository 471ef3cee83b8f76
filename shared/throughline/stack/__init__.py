"""The stack without Docker: Kafka, Postgres, a trace receiver and the services, as processes of one checkout.

Everything it writes lives under the checkout's `var/`, except downloads, which a user's checkouts share. It knows
services only as lines of a Procfile. `supervisor` is the process that keeps the others; `throughline up` talks to it
through two files, `var/wanted.json` (what should run) and `var/stack.json` (what does).
"""
