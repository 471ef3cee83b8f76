-- Whoever is at work on a lane finds itself overtaken, and begins where the lane then stands
update lane set seq = seq + 1;
