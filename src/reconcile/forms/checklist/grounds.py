"""What a whole checklist rests on, and what keeps every item of it from being ticked 是."""

from collections.abc import Callable, Iterator, Sequence

from reconcile.documents import OF_MONTH
from reconcile.forms.archived import ArchivedMonth
from reconcile.forms.checklist.audit import Audit
from reconcile.forms.checklist.parts import Part, undecided
from reconcile.forms.concerned import NAMES_ARE_NAMES
from reconcile.forms.period import spoken
from reconcile.text.dates import Month, roc_date


def doubts(audit: Audit, damage: Sequence[str]) -> list[Part]:
    """What keeps every item from being ticked 是."""
    parts = [undecided(f"封存驗證不符：{sentence}", missing=True) for sentence in damage]
    if not audit.period.is_over(audit.today, audit.catalogue.regulation):
        parts.append(undecided(f"{audit.period.label}資料尚未屆期，僅供期中參考。"))
    parts += _of_the_first_month(audit)
    for month in audit.period.months:
        if gone := audit.history.retraction(month):
            said = f"{month.roc}之勾稽結果已於{roc_date(gone.as_of)}撤回，尚未重新執行。"
            parts.append(undecided(said, gone.record_file, missing=True))
        if len(named := audit.history.chains_of(month)) > 1:
            said = f"{month.roc}有{'、'.join(named)}之勾稽結果，本表僅採最後者，其餘請分別查核。"
            parts.append(undecided(said))
    if not audit.months:
        parts.append(undecided("期間內封存中無任何勾稽資料。", missing=True))
    return parts


def _of_the_first_month(audit: Audit) -> list[Part]:
    """Months of the period that lie before the first one of the settings: nobody proves that nothing was asked."""
    since = audit.since
    left = [month for month in audit.period.months if since and month < since]
    if since is None or not left:
        return []
    held = [month for month in left if audit.history.runs(month)]
    against = f"，惟封存有{spoken(held)}之勾稽" if held else ""
    said = f"設定檔載自{since.roc}起使用本系統，{spoken(left)}未列入查核{against}，請查明。"
    return [undecided(said, missing=bool(held))]


def grounds(audit: Audit) -> Iterator[str]:
    """Since when, by which lists, settings and rules each month was judged, and what was not checked."""
    since = f"自{audit.since.roc}起" if audit.since else "起始月份未設定"
    yield f"使用本系統之期間：{since}（設定檔 office.toml 之 since）。"
    months = list(audit.months.values())
    for role in OF_MONTH:
        given = [one.month for one in months if role.name in _roles(one)]
        yield f"所附{role.title}：{spoken(given) or '無'}。"
    yield from _told(months, _settings)
    yield from _told(months, lambda one: one.not_checked)
    for month in audit.period.months:
        for gone in audit.history.retractions(month):
            by, why = (str(gone.record.get(name, "")) for name in ("by", "why"))
            told = f"由{audit.masking.user_name(by)}撤回（{audit.masking.text(why)}）"
            yield f"{month.roc}之勾稽於{roc_date(gone.as_of)}{told}。"
    yield NAMES_ARE_NAMES


def _roles(archived: ArchivedMonth) -> set[str]:
    return {given["role"] for given in archived.run.record.get("inputs", ())}


def _settings(archived: ArchivedMonth) -> tuple[str, ...]:
    record = archived.run.record
    version, digest = record.get("version", "未載"), record.get("settings_sha256", "未載")
    return (f"程式版本 {version}，設定摘要 SHA-256 {digest}。",)


def _told(months: Sequence[ArchivedMonth], of: Callable[[ArchivedMonth], Sequence[str]]) -> Iterator[str]:
    """Each sentence once, with the months of which it is true."""
    true = dict[str, list[Month]]()
    for one in months:
        for sentence in dict.fromkeys(of(one)):
            true.setdefault(sentence, []).append(one.month)
    yield from (f"{spoken(held)}：{sentence}" for sentence, held in true.items())
