"""For wine 10 only: a DLL with the C99 complex functions that its ucrtbase.dll lacks and numpy imports.

    wine_shim.py FOLDER_OF_PYTHON      (needs pefile and x86_64-w64-mingw32-gcc-win32)

All other functions are forwarded to ucrtbase; the extension modules of the kit import the DLL by its name.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pefile

OLD, NEW = b"api-ms-win-crt-math-l1-1-0.dll", b"npx-ms-win-crt-math-l1-1-0.dll"
COMPLEX = re.compile(
    r"(?P<base>creal|cimag|c(?:abs|arg|sin|cos|tan|exp|log|pow|sqrt|atan|acos|asin|proj)h?)(?P<kind>[fl]?)"
)
REAL = ("creal", "cimag", "cabs", "carg")
PROLOGUE = """#include <complex.h>
typedef struct {double r, i;} D; typedef struct {float r, i;} F;
static double _Complex d(D z) {double _Complex c; __real__ c = z.r; __imag__ c = z.i; return c;}
static D u(double _Complex c) {D z = {__real__ c, __imag__ c}; return z;}
static double _Complex df(F z) {double _Complex c; __real__ c = z.r; __imag__ c = z.i; return c;}
static F uf(double _Complex c) {F z = {(float)__real__ c, (float)__imag__ c}; return z;}
"""


def asked_for(file: Path) -> set[str]:
    """The mathematical functions that a module imports."""
    pe = pefile.PE(str(file), fast_load=True)
    pe.parse_data_directories(directories=[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    libraries = getattr(pe, "DIRECTORY_ENTRY_IMPORT", [])
    names = {one.name.decode() for library in libraries if library.dll.lower() in (OLD, NEW) for one in library.imports}
    pe.close()
    return names


def code(name: str) -> str:
    """A complex function in C, its argument and result as Microsoft passes them."""
    found = COMPLEX.fullmatch(name)
    assert found
    short = found["kind"] == "f"
    shape, into, out, real = ("F", "df", "uf", "float") if short else ("D", "d", "u", "double")
    base = found["base"]
    if base in REAL:
        return f"{real} x_{name}({shape} z) {{return ({real}){base}({into}(z));}}"
    if base == "cpow":
        return f"{shape} x_{name}({shape} a, {shape} e) {{return {out}(cpow({into}(a), {into}(e)));}}"
    return f"{shape} x_{name}({shape} z) {{return {out}({base}({into}(z)));}}"


def exports(names: set[str]) -> Iterator[str]:
    """What the DLL offers: our own where it is complex, else what ucrtbase has."""
    for name in sorted(names):
        yield f"{name}=x_{name}" if COMPLEX.fullmatch(name) else f"{name}=ucrtbase.{name}"


def main() -> None:
    """Build it beside python.exe."""
    home = Path(sys.argv[1]).resolve()
    modules = [one for one in (*home.rglob("*.pyd"), *home.rglob("*.dll")) if one.name != NEW.decode()]
    asked = {module: names for module in modules if (names := asked_for(module))}
    names = set().union(*asked.values())
    wanting = [module for module, of in asked.items() if any(COMPLEX.fullmatch(name) for name in of)]
    with tempfile.TemporaryDirectory() as place:
        source, definition = Path(place) / "shim.c", Path(place) / "shim.def"
        source.write_text(PROLOGUE + "\n".join(code(name) for name in sorted(names) if COMPLEX.fullmatch(name)) + "\n")
        definition.write_text(f"LIBRARY {NEW.decode()}\nEXPORTS\n" + "\n".join(exports(names)) + "\n")
        compiler = ["x86_64-w64-mingw32-gcc-win32", "-O1", "-static", "-shared"]
        subprocess.run([*compiler, "-o", home / NEW.decode(), source, definition], check=True)
    for module in wanting:
        module.write_bytes(module.read_bytes().replace(OLD, NEW))
    print(f"{len(wanting)} modules import the shim; {len(names)} functions")


if __name__ == "__main__":
    main()
