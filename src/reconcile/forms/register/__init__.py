"""附件一, the 查詢紀錄表: blank, to write in by hand or to type in."""
