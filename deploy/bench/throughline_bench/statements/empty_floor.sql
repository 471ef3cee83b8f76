truncate floor_overview, floor_offset;
