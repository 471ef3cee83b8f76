-- %(set)s the name of a reference set
delete from external_references where set_name = %(set)s
