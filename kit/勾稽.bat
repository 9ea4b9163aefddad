@echo off
chcp 65001 >nul
title reconcile
if not exist "%~dp0python\python.exe" goto missing
"%~dp0python\python.exe" -X utf8 -m reconcile.jobs.start "%~dp0." %*
set code=%errorlevel%
pause >nul
exit /b %code%
:missing
echo 找不到程式檔案（python\python.exe）。
echo 請先將壓縮檔完整解壓縮（在壓縮檔上按右鍵，選「解壓縮全部」），
echo 再到解壓縮後的資料夾，按兩下「勾稽」。
echo 請按任意鍵關閉這個視窗。
pause >nul
exit /b 2
