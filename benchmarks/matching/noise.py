"""What goes wrong in a world, as named rates, and the settings in which the matcher is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Noise:
    """Rates from 0 to 1; of queries: `unregistered`, `shared`, `repeated`; of users: `clocks`, `fives`.

    `never_performed`, `slips`, `wrong_user`, `wrong_time` and `wrong_purpose` are of written lines; the last falls
    apart from the others, and one of four times ticks the right box. `shared`: someone else of the office asked about
    the subject within about a day. `repeated`: the same user did earlier that day. `clocks`: the user's clock is off
    by up to `clock_minutes`. `fives`: the user writes times to the nearest five minutes. `pause` is the least and the
    greatest number of minutes between two sessions of a user. Unless `independent`, a line has at most one of slip,
    wrong user and wrong time. `one_purpose`: who repeats a query gives the purpose of the first, not any.
    """

    slips: float = 0.02
    unregistered: float = 0.02
    never_performed: float = 0.01
    wrong_user: float = 0.01
    wrong_time: float = 0.01
    clocks: float = 0.3
    clock_minutes: int = 2
    fives: float = 0.0
    shared: float = 0.1
    repeated: float = 0.0
    pause: tuple[int, int] = (10, 60)
    independent: bool = False
    one_purpose: bool = False
    wrong_purpose: float = 0.02


ORDINARY = Noise()
NOISY = Noise(
    slips=0.12,
    unregistered=0.08,
    never_performed=0.06,
    wrong_user=0.06,
    wrong_time=0.06,
    clocks=0.7,
    clock_minutes=4,
    shared=0.25,
    wrong_purpose=0.06,
)
REPEATS = Noise(0, 0, 0, 0, 0, clocks=0.7, clock_minutes=4, shared=0.25, repeated=0.4, pause=(2, 2), wrong_purpose=0)
ORDINARY_REPEATS = replace(ORDINARY, repeated=0.4, pause=(2, 2))
SETTINGS: Mapping[str, Noise] = MappingProxyType(
    {
        "ordinary": ORDINARY,
        "noisy": NOISY,
        "repeats": REPEATS,
        "repeats, 2 % left over": replace(REPEATS, unregistered=0.02, never_performed=0.02),
        "repeats, 8 % left over": replace(REPEATS, unregistered=0.08, never_performed=0.08),
        "ordinary repeats": ORDINARY_REPEATS,
        "ordinary repeats, of one purpose": replace(ORDINARY_REPEATS, one_purpose=True),
        "noisy repeats": replace(NOISY, repeated=0.4, pause=(2, 2)),
        "noisy, independent": replace(NOISY, independent=True),
        "noisy, to five minutes": replace(NOISY, fives=0.3),
    }
)
