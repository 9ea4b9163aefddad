"""The maker of the sample month: it writes what it knows and never reads a file back."""
