"""What a file holds, whatever it is: sheets of rows of cells.

What they mean is for `reading` to say.
"""
