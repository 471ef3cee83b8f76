-- Figures go through the appeals of all accused; nothing looks for those of one.
drop index appeals_v3_of_accused;
