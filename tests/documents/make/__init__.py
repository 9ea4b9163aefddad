"""The maker of the golden documents: it writes what it knows and never reads a file back with `reconcile`."""
