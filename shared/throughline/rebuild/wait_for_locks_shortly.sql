set local lock_timeout = '500ms';
