"""The invented service that shelves parcels: its migrations."""
