"""附件三 and 附件四: what bears on each box, and the checklist filled from it."""
