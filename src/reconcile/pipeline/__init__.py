"""The stories of the program: a month, the answers to it, the papers of a year. Here alone rooms meet one another.

A story is loaded when it is first asked for: a command needs one of them, and the help none.
"""

from typing import TYPE_CHECKING

from reconcile.doors import open_door

if TYPE_CHECKING:
    from reconcile.archive import refuse_days_to_come as refuse_days_to_come
    from reconcile.archive import verify as verify
    from reconcile.pipeline.answers import office_status as office_status
    from reconcile.pipeline.answers import take_in as take_in
    from reconcile.pipeline.by_hand import make_list_to_check as make_list_to_check
    from reconcile.pipeline.destroying import record_destruction as record_destruction
    from reconcile.pipeline.dropped import Glances as Glances
    from reconcile.pipeline.errand import Errand as Errand
    from reconcile.pipeline.errand import do_errand as do_errand
    from reconcile.pipeline.founding import Founding as Founding
    from reconcile.pipeline.founding import found_office as found_office
    from reconcile.pipeline.founding import official_name as official_name
    from reconcile.pipeline.founding import refuse_founded as refuse_founded
    from reconcile.pipeline.home_page import renew_home as renew_home
    from reconcile.pipeline.job import Files as Files
    from reconcile.pipeline.job import Job as Job
    from reconcile.pipeline.papers import AuditOrder as AuditOrder
    from reconcile.pipeline.papers import Papers as Papers
    from reconcile.pipeline.papers import answer_agency as answer_agency
    from reconcile.pipeline.papers import bind_year as bind_year
    from reconcile.pipeline.papers import list_retention as list_retention
    from reconcile.pipeline.papers import make_checklist as make_checklist
    from reconcile.pipeline.papers import make_forms as make_forms
    from reconcile.pipeline.retracting import retract as retract
    from reconcile.pipeline.running import run as run
    from reconcile.pipeline.running import run_month as run_month
    from reconcile.pipeline.splitting import Split as Split
    from reconcile.pipeline.splitting import recipient as recipient
    from reconcile.pipeline.splitting import split_statement as split_statement
    from reconcile.pipeline.telling import course_of as course_of
    from reconcile.pipeline.unchanged import unchanged_record as unchanged_record
    from reconcile.pipeline.untaken import renote as renote
    from reconcile.publishing import record_of as record_of
    from reconcile.publishing import set_aside as set_aside
    from reconcile.reading import inspect_file as inspect_file
    from reconcile.rules import catalogue_of as catalogue_of
    from reconcile.rules import explain as explain
    from reconcile.rules import listed as listed

__all__, __getattr__ = open_door(__name__, __file__)
