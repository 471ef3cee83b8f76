"""The statements of the floor, the peer and the counting afterwards, one a file."""
