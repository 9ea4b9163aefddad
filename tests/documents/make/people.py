"""Synthetic people: the users of an office and those they ask about; a number that is somebody's is so by chance."""

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

AGENCY = "花蓮縣玉里鎮戶政事務所"
SUPERVISOR = "林素貞"

NATIONAL, RESIDENT, PASSPORT = "身分證號", "統一證號", "護照號碼"

_LETTER_VALUES = dict(
    zip(
        ascii_uppercase,
        (10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33),
        strict=True,
    )
)
_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈"
_GIVEN = "家豪志明俊傑雅婷怡君淑芬美玲建宏佳穎宗翰欣承恩柏詠晴品妍宥廷子涵秀英麗華文雄國榮玉珍金龍春生峯堃"
_INDIGENOUS = ("拉罕‧羅幸", "巴奈‧達力", "娜高‧法紗", "比令‧亞布")
_FOREIGN = ("NGUYEN THI HOA", "SITI NURHALIZA", "MARIA SANTOS REYES", "YAMADA HANAKO", "LE THI LAN", "TRAN VAN MINH")


@dataclass(frozen=True)
class User:
    """One account of the office."""

    account: str
    name: str
    ip: str


@dataclass(frozen=True)
class Subject:
    """Somebody who is asked about: `label` is the word that heads the identifier."""

    label: str
    identifier: str
    name: str


USERS = (
    User("yuli003", "陳怡安", "10.72.31.21"),
    User("yuli004", "黃俊峯", "10.72.31.22"),
    User("yuli007", "潘志成", "10.72.31.24"),
    User("yuli009", "古穆‧巴奈", "10.72.31.25"),
    User("yuli012", "簡玉婷", "10.72.31.28"),
)


def subject(rng: Random, *, foreign: bool) -> Subject:
    """A national with a valid ID; or a foreigner with a resident number, new or old, or a passport."""
    if not foreign:
        name = rng.choice(_INDIGENOUS) if rng.random() < 0.1 else _chinese_name(rng)
        return Subject(NATIONAL, _checked(f"{rng.choice('UABFHP')}{rng.choice('12')}", rng), name)
    draw = rng.random()
    if draw < 0.4:
        return Subject(RESIDENT, _checked(f"{rng.choice('UAFH')}{rng.choice('89')}0", rng), rng.choice(_FOREIGN))
    if draw < 0.7:
        return Subject(RESIDENT, _checked(f"{rng.choice('UAFH')}{rng.choice('ABCD')}", rng), rng.choice(_FOREIGN))
    return Subject(PASSPORT, f"{rng.choice('CPE')}{rng.randrange(10**7, 10**8)}", rng.choice(_FOREIGN))


def _checked(front: str, rng: Random) -> str:
    """An identifier that begins so, its middle drawn, its last digit right."""
    front += "".join(rng.choice("0123456789") for _ in range(9 - len(front)))
    letter, second = _LETTER_VALUES[front[0]], front[1]
    units = _LETTER_VALUES[second] % 10 if second.isalpha() else int(second)
    digits = (letter // 10, letter % 10, units, *map(int, front[2:]))
    return front + str(-sum(map(int.__mul__, digits, _WEIGHTS)) % 10)


def _chinese_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, 2))
