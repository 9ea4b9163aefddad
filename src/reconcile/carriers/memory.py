"""How much memory this process holds, and a limit that it sets for itself and cannot lift.

POSIX limits the addresses of a process. Windows limits what it has committed, by a job object that the
process joins; both let an allocation fail, which Python tells as MemoryError.
"""

import ctypes
import mmap
import sys
from contextlib import suppress
from pathlib import Path

_LIMITS = 9
"""JobObjectExtendedLimitInformation."""
_PROCESS_MEMORY, _DIE_WITH_ME = 0x100, 0x2000


def limit_memory(megabytes: int) -> bool:
    """Let this process have so much; whether the platform took it."""
    if sys.platform == "win32":
        return _joined_job(megabytes << 20)
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        return True
    return False


def held_megabytes(process: int | None = None) -> int:
    """What that process, None: this one, has taken; 0 where nobody tells, on Windows of any other."""
    if sys.platform == "win32":
        return _committed() >> 20 if process is None else 0
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()[0])
        return pages * mmap.PAGESIZE >> 20
    return 0


class _JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class _Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS_EX."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("PageFaultCount", ctypes.c_uint32),
        ("WorkingSets", ctypes.c_size_t * 2),
        ("Pools", ctypes.c_size_t * 4),
        ("PagefileUsage", ctypes.c_size_t),
        ("PeakPagefileUsage", ctypes.c_size_t),
        ("PrivateUsage", ctypes.c_size_t),
    )


if sys.platform == "win32":
    _KERNEL, _HANDLE = ctypes.WinDLL("kernel32"), ctypes.c_void_p
    _KERNEL.GetCurrentProcess.restype = _HANDLE
    _KERNEL.CreateJobObjectW.restype = _HANDLE
    _KERNEL.SetInformationJobObject.argtypes = (_HANDLE, ctypes.c_int, _HANDLE, ctypes.c_uint32)
    _KERNEL.AssignProcessToJobObject.argtypes = (_HANDLE, _HANDLE)
    _KERNEL.K32GetProcessMemoryInfo.argtypes = (_HANDLE, _HANDLE, ctypes.c_uint32)

    def _joined_job(most: int) -> bool:
        """A job of this process alone; its handle is never closed, so it ends with the process."""
        limits = _JobLimits(LimitFlags=_PROCESS_MEMORY | _DIE_WITH_ME, ProcessMemoryLimit=most)
        job = _KERNEL.CreateJobObjectW(None, None)
        told = (ctypes.byref(limits), ctypes.sizeof(limits))
        return bool(
            job
            and _KERNEL.SetInformationJobObject(job, _LIMITS, *told)
            and _KERNEL.AssignProcessToJobObject(job, _KERNEL.GetCurrentProcess())
        )

    def _committed() -> int:
        held = _Memory()
        told = (ctypes.byref(held), ctypes.sizeof(held))
        _KERNEL.K32GetProcessMemoryInfo(_KERNEL.GetCurrentProcess(), *told)
        return int(max(held.PrivateUsage, held.WorkingSets[1]))
