"""The results as a page of tables and a plot."""

import os
import platform
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from asked import asked
from measure import Result, growth
from unwritten import table as unwritten_table

LIBRARIES = ("numpy", "pandas", "pyarrow", "rapidfuzz")
PLAIN = {
    "ordinary": "2 % slips, 2 % not written, 1 % never performed, 1 % wrong user, 1 % wrong time, 30 % of clocks "
    "up to 2 minutes off, 10 % about a subject that a colleague asked about",
    "noisy": "the noise of the contest: 12 % slips, 8 % not written, 6 % never performed, 6 % wrong user, 6 % "
    "wrong time, 70 % of clocks up to 4 minutes off, 25 % about a subject that a colleague asked about",
    "repeats": "40 % repeat a subject that the same user asked about earlier that day, sessions two minutes apart,"
    " 70 % of clocks up to 4 minutes off, 25 % about a colleague's subject; everything is written, and rightly",
    "repeats, 2 % left over": "the same, but 2 % not written and 2 % never performed",
    "repeats, 8 % left over": "the same, but 8 % not written and 8 % never performed",
    "ordinary repeats": "ordinary, and the same repeats; each query of any purpose, so that most repeats differ in it"
    "; a line ticks its query's purpose, 2 % a drawn one",
    "ordinary repeats, of one purpose": "the same, but a repeat has the purpose of the first: within two minutes "
    "they are identical, and the earliest takes the line",
    "noisy repeats": "noisy, and the same repeats",
    "noisy, independent": "noisy; slips, wrong users and wrong times fall independently, so two may meet in a line",
    "noisy, to five minutes": "noisy; 30 % of users write times to the nearest five minutes as well",
}


@dataclass(frozen=True)
class Whole:
    """What is measured only when the page is written: the contest, growth, queries not written, two tables."""

    contest: list[Result]
    scaling: list[Result]
    unwritten: tuple[Counter[str], int]
    attacks: str
    orders: str


def page(settings: dict[str, Result], requirements: Path, whole: Whole | None = None) -> str:
    """Markdown; of the machine it names only the kind."""
    parts = [
        "# The matcher, measured",
        "Written by `make bench`; the worlds are described in `benchmarks/matching/world.py`, the model in "
        "[docs/matching.md](../../docs/matching.md). All worlds are of one seed. Precision: of the pairs "
        "found, how many are right. Recall: of the true pairs, how many are found; a tie is a miss, but no error. "
        "False clears: of the queries that nobody wrote down, how many are paired all the same.",
        f"Machine: {_machine()}. {_versions()}{_rivals(requirements) if whole else ''}",
    ]
    if whole:
        parts += [asked(whole.contest, settings, whole.scaling, whole.unwritten), _contest(whole.contest)]
        parts += [_of_orders(whole.orders)]
    parts += [_settings(settings), _limits_of(settings["ordinary repeats"])]
    if whole:
        parts += [_hidden(whole), _scaling(whole.scaling)]
    return "\n\n".join(parts) + "\n"


def _contest(results: list[Result]) -> str:
    ours = results[0].seconds
    rows = [
        f"| {one.name} | {one.seconds:.2f} | {one.seconds / ours:.1f} | {one.score.precision:.4f} "
        f"| {one.score.recall:.4f} | {one.score.false_clear_rate:.4f} |"
        for one in results
    ]
    return "\n".join(
        [
            f"## Against others, {results[0].queries:,} queries × {results[0].lines:,} lines, noisy",
            "",
            "Each gets the same two tables and is set up as a competent user would, with a one-to-one choice of the "
            "best pairs added where it has none (`benchmarks/matching/rivals.py`). Processor seconds of the matching "
            "alone, the median of three runs; ours include the explanation of every pair and leftover. "
            "recordlinkage and reconcile-py are given our rules by hand, to the letter and in DESIGN §4's order of "
            "tiers (`benchmarks/matching/given_rules.py`): both then find the very pairs that ours finds. *Another "
            "order* is what they were given before: a slip before another user, both before a far time, and no "
            "line kept for another month. What is more right in those rows is the order, which the contract fixes: "
            "see the order of the tiers.",
            "",
            "| matcher | seconds | × ours | precision | recall | false clears |",
            "|---|---:|---:|---:|---:|---:|",
            *rows,
        ]
    )


def _of_orders(table: str) -> str:
    return "\n".join(
        [
            "## The order of the tiers",
            "",
            "The same evidence and the same optimum with the tiers in another order: 20 worlds of 5,000 queries of "
            "each kind (`benchmarks/matching/orders.py`). That of version 0.2 had *time*, *date* and *day* in one tier "
            "before *user*. DESIGN §4 is nowhere worse than that. Better still would be *slip* and *user* "
            "before *time*: nothing else separates us from reconcile-py in another order.",
            "",
            table,
        ]
    )


def _hidden(whole: Whole) -> str:
    return "\n".join(
        [
            "## Queries that nobody wrote down",
            "",
            "Hidden as well as can be, 20 months each, by the severest finding on them "
            "(`benchmarks/matching/attacks.py`), version 0.2 → now:",
            "",
            whole.attacks,
            "",
            "Not hidden, but in months of heavy noise made by another hand than `world.py` "
            "(`benchmarks/matching/unwritten.py`: 8 % not written, 12 % slips, 6 % wrong users, 6 % wrong times, "
            "clocks 3 minutes off, half of all queries about somebody whom a colleague asked about too, lines about "
            "nobody's query). Findings that ask something else (purpose, result, hours) do not count in the first "
            "five columns. Whoever ends without is cleared by a line that agrees in subject, user and time: another "
            "query of the same user about the same person within minutes, or a line of a query never made.",
            "",
            unwritten_table(*whole.unwritten),
        ]
    )


def _settings(results: dict[str, Result]) -> str:
    rows = [
        f"| {name} | {one.score.precision:.5f} | {one.score.recall:.5f} | {one.score.false_clear_rate:.5f} "
        f"| {one.best_recall:.5f} | {one.score.tied} | {one.score.refused} "
        f"| {one.score.precision_of_alike:.5f} | {one.score.recall_of_alike:.5f} "
        f"| {one.score.false_clear_rate_of_alike:.5f} |"
        for name, one in results.items()
    ]
    size = next(iter(results.values())).queries
    return "\n".join(
        [
            f"## Reach, {size:,} queries",
            "",
            "*Best recall* is what the definition allows: of all matchings that are best by it, the one with most "
            "true pairs, chosen with the truth in hand (`benchmarks/matching/bound.py`). *Tied* and *refused* are "
            "true pairs missed: in a tie, or with two disagreements, which the definition forbids to pair. *Alike* "
            "counts queries of one user about one subject on one day as one another: which of them a line tells of, "
            "only the clock could say.",
            "",
            "| setting | precision | recall | false clears | best recall | tied | refused "
            "| precision, alike | recall, alike | false clears, alike |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            *(f"- {name}: {PLAIN[name]}" for name in results),
        ]
    )


def _limits_of(repeats: Result) -> str:
    lost, forced = repeats.score.true - repeats.score.right, repeats.score.true - (repeats.most_right or 0)
    return "\n".join(
        [
            "### Why repeats with something left over stay below 0.999",
            "",
            f"Of {lost:,} true pairs lost in *ordinary repeats*, {forced:,} are lost to every matcher that obeys the "
            f"definition: it prefers another pairing. {repeats.score.tied:,} are in ties, which it forbids to guess. "
            "Most others are of alike queries, where DESIGN §4 gives the line to the earliest. Of "
            f"{repeats.score.unregistered:,} queries not written {repeats.score.falsely_cleared:,} are paired: for all "
            f"but {repeats.score.falsely_cleared_of_alike:,} a query of the same user about the same subject that "
            "day is open in their stead: the office is asked as often as it should be, but about the other of two "
            "equals. Version 0.2 called most of them ties; §4 says that alike queries never are one. "
            "Three things do it:",
            "",
            "- One of several alike queries is not written, or one line more is: the queries and the lines left are "
            "equal in all that is evidence. Within a session nothing in the two files says which: the "
            "earliest takes it.",
            "- The alike queries lie in different sessions and the user's clock is off: the query nearest by that "
            "clock takes the line. An offset estimated for each user would help, but the definition counts the "
            "minutes as written.",
            "- A line with a slip stands beside an unblemished one of the same subject: the tier *exact* comes first,"
            " so its query may take the other's line, and the other one the line after that.",
        ]
    )


def _scaling(results: list[Result]) -> str:
    slope, ideal = growth([one.queries for one in results], [one.seconds for one in results])
    rows = [
        f"| {one.queries:,} | {one.lines:,} | {one.seconds:.2f} "
        f"| {1e6 * one.seconds / one.queries / np.log2(one.queries):.2f} "
        f"| {'unknown' if one.peak_gb is None else f'{one.peak_gb:.2f}'} "
        f"| {one.score.precision:.5f} | {one.score.recall:.5f} |"
        for one in results
    ]
    return "\n".join(
        [
            "## Growth, noisy",
            "",
            "| queries | lines | seconds | µs / (n log₂ n) | peak GB | precision | recall |",
            "|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"Seconds grow as n to the {slope:.2f} (least squares in logarithms); over these sizes n log n itself "
            f"grows as n to the {ideal:.2f}. Peak memory is that of the whole process, tables and libraries included. "
            "The limits of seconds and memory are those of version 0.2 on a quiet machine; beside this one, on its "
            "day and machine, it took 19.8 s and 2.15 GB for the largest of these worlds.",
            "",
            "![seconds over queries](matching.svg)",
        ]
    )


def plot(results: list[Result]) -> str:
    """Seconds over queries, both logarithmic, with n log n through the first point, as SVG."""
    left, right, top, bottom = 60, 460, 20, 260
    size = np.array([one.queries for one in results], dtype=float)
    seconds = np.array([one.seconds for one in results])
    guide = seconds[0] * size * np.log(size) / (size[0] * np.log(size[0]))
    low_x, high_x = np.floor(np.log10(size[0]) + 1e-9), np.ceil(np.log10(size[-1]) - 1e-9)
    low_y, high_y = np.floor(np.log10(min(seconds))), np.ceil(np.log10(max(*seconds, *guide)))

    def x(value: float) -> float:
        return float(round(left + (np.log10(value) - low_x) / (high_x - low_x) * (right - left), 1))

    def y(value: float) -> float:
        return float(round(bottom - (np.log10(value) - low_y) / (high_y - low_y) * (bottom - top), 1))

    def line(values: np.ndarray[tuple[int], np.dtype[np.float64]], style: str) -> str:
        points = " ".join(f"{x(one)},{y(other)}" for one, other in zip(size, values, strict=True))
        return f'<polyline points="{points}" fill="none" {style}/>'

    ticks = [
        *(
            f'<text x="{x(10.0**power)}" y="{bottom + 18}" text-anchor="middle">10<tspan dy="-5" font-size="9">'
            f"{power}</tspan></text>"
            f'<line x1="{x(10.0**power)}" y1="{top}" x2="{x(10.0**power)}" y2="{bottom}" stroke="#ddd"/>'
            for power in range(int(low_x), int(high_x) + 1)
        ),
        *(
            f'<text x="{left - 6}" y="{y(10.0**power) + 4}" text-anchor="end">{10.0**power:g}</text>'
            f'<line x1="{left}" y1="{y(10.0**power)}" x2="{right}" y2="{y(10.0**power)}" stroke="#ddd"/>'
            for power in range(int(low_y), int(high_y) + 1)
        ),
    ]
    dots = [f'<circle cx="{x(n)}" cy="{y(s)}" r="3.5" fill="#0b5394"/>' for n, s in zip(size, seconds, strict=True)]
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 310" font-family="sans-serif" font-size="12">',
            '<rect width="480" height="310" fill="white"/>',
            *ticks,
            line(guide, 'stroke="#999" stroke-dasharray="5 4"'),
            line(seconds, 'stroke="#0b5394" stroke-width="2"'),
            *dots,
            f'<text x="{(left + right) / 2}" y="{bottom + 40}" text-anchor="middle">queries</text>',
            f'<text x="14" y="{(top + bottom) / 2}" transform="rotate(-90 14 {(top + bottom) / 2})" '
            'text-anchor="middle">seconds</text>',
            f'<text x="{left + 10}" y="{top + 16}" fill="#0b5394">measured</text>',
            f'<text x="{left + 10}" y="{top + 32}" fill="#777">n log n through the first (dashed)</text>',
            "</svg>",
            "",
        ]
    )


def _machine() -> str:
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB of memory"
    return f"{_processor()}, {os.cpu_count()} cores{memory}, {platform.system()} on {platform.machine()}"


def _processor() -> str:
    """The processor's own name where the platform tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or "processor unknown"


def _versions() -> str:
    return f"Python {platform.python_version()}; {', '.join(f'{name} {version(name)}' for name in LIBRARIES)}."


def _rivals(requirements: Path) -> str:
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return f" The others ran with {', '.join(line.replace('==', ' ') for line in lines if '==' in line)}."
