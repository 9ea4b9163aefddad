"""Synthetic people: the office's users and the subjects they ask about."""

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

AGENCY = "花蓮縣花蓮市戶政事務所"

NATIONAL, RESIDENT, PASSPORT = "身分證號", "統一證號", "護照號碼"

_LETTER_VALUES = dict(
    zip(
        ascii_uppercase,
        (10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33),
        strict=True,
    )
)
_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈"
_GIVEN = "家豪志明俊傑雅婷怡君淑芬美玲建宏佳穎宗翰欣怡承恩柏翰詠晴品妍宥廷子涵秀英麗華文雄國榮玉珍金龍春生"
_INDIGENOUS = ("拉罕‧羅幸", "巴奈‧達力", "娜高‧法紗", "古穆‧尤道", "比令‧亞布", "伊婕‧馬紹")
_FOREIGN = (
    "NGUYEN THI HOA",
    "TRAN VAN MINH",
    "SITI NURHALIZA",
    "MARIA SANTOS REYES",
    "SOMCHAI WONGSUWAN",
    "YAMADA HANAKO",
    "LE THI LAN",
    "DEWI LESTARI",
    "JOHN MICHAEL CARTER",
    "PHAM QUOC BAO",
)


@dataclass(frozen=True)
class User:
    """One account of the office; days are ROC dates as the roster prints them, `until` is blank while active."""

    account: str
    name: str
    written_name: str
    title: str
    role: str
    since: str
    until: str
    ip: str
    share: int
    clock_seconds: int


@dataclass(frozen=True)
class Subject:
    """Somebody who is asked about: `label` is the word that heads the identifier."""

    label: str
    identifier: str
    name: str


USERS = (
    User("HLHC003", "陳怡安", "陳怡安", "戶籍員", "使用者", "108/04/01", "", "10.72.15.21", 22, 30),
    User("HLHC004", "黃俊翔", "黃俊翔", "戶籍員", "使用者", "109/09/14", "", "10.72.15.22", 19, -40),
    User("HLHC006", "張雅筑", "張雅筑", "課員", "承辦人員", "106/02/20", "", "10.72.15.23", 10, 75),
    User("HLHC007", "潘志成", "潘志成", "戶籍員", "使用者", "110/07/05", "", "10.72.15.24", 17, 0),
    User("HLHC009", "古穆‧巴奈", "古穆・巴奈", "戶籍員", "使用者", "111/03/01", "", "10.72.15.25", 15, -90),
    User("HLHC010", "吳佩璇", "吳佩璇", "戶籍員", "使用者", "112/01/03", "", "10.72.15.26", 14, 55),
    User("HLHC011", "鄭凱文", "鄭凱文", "辦事員", "使用者", "113/08/19", "", "10.72.15.27", 9, 110),
    User("HLHC012", "簡玉婷", "簡玉婷", "約僱人員", "使用者", "115/02/02", "", "10.72.15.28", 6, -20),
)
SUPERVISOR = User("HLHC001", "林素貞", "林素貞", "主任", "單位主管", "104/06/01", "", "10.72.15.11", 0, 0)
UNLISTED_USER = User("HLHC013", "葉子涵", "葉子涵", "約僱人員", "使用者", "", "", "10.72.15.29", 0, 0)
"""An account that the roster does not hold."""
DEPUTY = User("HLHC002", "徐國棟", "徐國棟", "秘書", "單位主管代理人", "105/03/01", "", "10.72.15.12", 0, 0)
FORMER_USER = User("HLHC008", "蔡承翰", "蔡承翰", "戶籍員", "使用者", "110/10/01", "115/08/31", "", 0, 0)


def check_digit(front: str) -> str:
    """The last digit of a national ID or resident number, from the nine characters before it."""
    letter, second = _LETTER_VALUES[front[0]], front[1]
    units = _LETTER_VALUES[second] % 10 if second.isalpha() else int(second)
    digits = (letter // 10, letter % 10, units, *map(int, front[2:]))
    return str(-sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 10)


def with_check_digit(front: str) -> str:
    """A valid identifier of its nine characters before the last."""
    return front + check_digit(front)


def own_identifier(user: User) -> str:
    """The user's own national ID, as the roster holds it."""
    return with_check_digit(f"U{2 - int(user.account[-1]) % 2}{int(user.account[-3:]) * 7919 + 1234567:07d}")


def citizen(rng: Random) -> Subject:
    """A national with a valid ID, most of them of Hualien."""
    front = f"{rng.choice('UUUUUABFHPV')}{rng.choice('12')}{rng.randrange(10**7):07d}"
    name = rng.choice(_INDIGENOUS) if rng.random() < 0.06 else _chinese_name(rng)
    return Subject(NATIONAL, with_check_digit(front), name)


def foreigner(rng: Random) -> Subject:
    """A foreigner or new resident: a resident number, new or old, or a passport."""
    draw = rng.random()
    if draw < 0.5:
        front = f"{rng.choice('UAFH')}{rng.choice('89')}{rng.choice('0012345689')}{rng.randrange(10**6):06d}"
        return Subject(RESIDENT, with_check_digit(front), _foreign_name(rng))
    if draw < 0.75:
        front = f"{rng.choice('UAFH')}{rng.choice('ABCD')}{rng.randrange(10**7):07d}"
        return Subject(RESIDENT, with_check_digit(front), _foreign_name(rng))
    prefix = rng.choice(("C", "E0", "P", "TR", "AT"))
    return Subject(PASSPORT, f"{prefix}{rng.randrange(1, 10):d}{rng.randrange(10**6):06d}", _foreign_name(rng))


def _chinese_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, 2))


def _foreign_name(rng: Random) -> str:
    return rng.choice(_FOREIGN) if rng.random() < 0.6 else "阮" + "".join(rng.sample(_GIVEN, 2))
