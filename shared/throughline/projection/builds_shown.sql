select name, generation, build from read_model where state = 'live' order by name;
