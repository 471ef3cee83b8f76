"""The invented service that sends parcels: its place for migrations, of which it needs none."""
