"""The Counter-Trafficking Data Collaborative's k-anonymised victims: a row each, seven coded columns, no names."""
