insert into floor_offset (lane, next_offset) select generate_series(0, 11), 0;
