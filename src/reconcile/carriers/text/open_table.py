"""A table of a web page while it is read."""

from reconcile.carriers.flow import Block, FlowTable


class OpenTable:
    """A table while it is read.

    End tags may be missing, and cells of the rows above may reach down.
    """

    def __init__(self, depth: int) -> None:
        self.table = FlowTable()
        self.depth = depth
        self.cell: list[Block] | None = None
        self.last: list[Block] = []
        self._kept: list[Block] = []
        self._in_row = False
        self._at = 0
        self._covered: dict[int, int] = {}
        self._reaching: dict[int, int] = {}

    def start_group(self) -> None:
        """A cell does not reach from thead, tbody or tfoot into the next."""
        self.end_row()
        self._covered, self._reaching = {}, {}

    def start_row(self, *, hidden: bool = False) -> None:
        """A new row; cells of those above reach into it."""
        self.end_row()
        self._in_row = True
        self._at = 0
        self._covered = {
            at: rows - 1 for at, rows in self._covered.items() if rows > 1
        } | self._reaching
        self._reaching = {}
        self.table.start_row(self._covered.keys(), hidden=hidden)

    def start_cell(self, columns: int, rows: int) -> None:
        """A new cell at the next position that nothing covers."""
        if not self._in_row:
            self.start_row()
        while self._at in self._covered:
            self._at += 1
        self.cell = self.last = self._kept
        self._kept = []
        self.table.put(self._at, self.cell)
        if rows > 1:
            self._reaching |= dict.fromkeys(range(self._at, self._at + columns), rows - 1)
        self._at += columns

    def start_gone_cell(self) -> None:
        """A cell that is not shown takes no column: what it holds is kept with its neighbour."""
        if not self._in_row:
            self.start_row()
        if self._at == 0:
            self.last = self._kept
        self.cell = self.last

    def end_row(self) -> None:
        """What follows stands in a new row."""
        self.cell = None
        self._in_row = False
