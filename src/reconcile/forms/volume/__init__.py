"""裝訂成冊: the volume of a year (要點七)."""
