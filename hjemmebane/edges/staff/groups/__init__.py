"""Groups of families: the list, one group, its sessions, its places."""
