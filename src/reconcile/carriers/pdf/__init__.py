"""PDF: pages as two engines read them, and pictures cut from them."""
