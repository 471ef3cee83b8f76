select pg_advisory_xact_lock(hashtextextended('throughline.read_model', 0));
