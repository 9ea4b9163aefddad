"""The county: every office's month on one page. It stands above the pipeline, and asks each office in a process.

Only figures come back from an office; persons stay there.
"""

from typing import TYPE_CHECKING

from reconcile.doors import open_door

if TYPE_CHECKING:
    from reconcile.county.auditing import CountyAudited as CountyAudited
    from reconcile.county.auditing import CountyAuditOrder as CountyAuditOrder
    from reconcile.county.auditing import audit_county as audit_county
    from reconcile.county.month import CountyMade as CountyMade
    from reconcile.county.month import CountyOrder as CountyOrder
    from reconcile.county.month import county_month as county_month

__all__, __getattr__ = open_door(__name__, __file__)
