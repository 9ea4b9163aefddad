"""The 逐筆核對表 blank: the month's queries to look for in a register on paper, to print and to type in."""
