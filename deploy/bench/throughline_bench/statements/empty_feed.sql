truncate lane, read_offset, stream_version, waiting_event, received_event, feed_count, visit_overview_v1, visit_kinds_v1;
