select lane, next_offset from read_offset;
