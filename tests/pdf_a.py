"""What ISO 19005-2 (PDF/A-2b) asks of a file, as far as it can be checked without a validator."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

_ACTIVE = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/SubmitForm"}
_FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
_SIMPLE = {"/Type1", "/TrueType"}
_UNWRITABLE_FILTERS = {"/LZWDecode", "/Crypt"}


def faults(path: Path) -> list[str]:
    """What is wrong with the file as PDF/A-2b, and with its tags; nothing where all that is checked holds."""
    with pikepdf.open(path) as pdf:
        return sorted({*_of_file(pdf), *_of_metadata(pdf), *_of_objects(pdf), *_of_tags(pdf)})


def _of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if {"/OpenAction", "/AA"} & set(pdf.Root.keys()):
        yield "an action at opening"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "embedded files or XFA"
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if Name("/GTS_PDFA1") == one.S]
    if not intents or not all(one.DestOutputProfile.read_bytes()[36:40] == b"acsp" for one in intents):
        yield "no output intent with an ICC profile"


def _of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "no XMP"
        return
    if "/Filter" in pdf.Root.Metadata:
        yield "XMP is packed"
    told = pdf.open_metadata()
    if (told.get("pdfaid:part"), told.get("pdfaid:conformance")) != ("2", "B"):
        yield "XMP does not claim PDF/A-2b"
    if told.get("dc:title") != str(pdf.docinfo.get("/Title")):
        yield "two titles"


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        kind, keys = thing.get("/Type"), set(thing.keys())
        if kind == "/FontDescriptor" and not _FONT_FILES & keys:
            yield f"font not embedded: {thing.get('/FontName')}"
        if kind == "/Font" and thing.get("/Subtype") in _SIMPLE and "/FontDescriptor" not in keys:
            yield f"font not embedded: {thing.get('/BaseFont')}"
        if str(thing.get("/S", "")) in _ACTIVE or "/JS" in thing:
            yield "a script or an action"
        if float(thing.get("/ca", 1)) != 1 or float(thing.get("/CA", 1)) != 1:
            yield "transparency"
        if "/SMask" in thing and thing.SMask != Name("/None"):
            yield "transparency"
        if isinstance(thing, pikepdf.Stream):
            yield from _of_stream(thing)
        if thing.get("/Type") == "/Annot" and thing.get("/Subtype") != "/Popup" and not int(thing.get("/F", 0)) & 4:
            yield "an annotation that is not printed"


def _of_stream(stream: pikepdf.Stream) -> Iterator[str]:
    named: Any = stream.get("/Filter", [])
    filters = {str(one) for one in (named if isinstance(named, pikepdf.Array) else [named])}
    if filters & _UNWRITABLE_FILTERS:
        yield "a forbidden filter"
    if "/F" in stream:
        yield "content outside the file"


def _of_tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    marked = "/MarkInfo" in pdf.Root and pdf.Root.MarkInfo.get("/Marked", False)
    if not marked or "/StructTreeRoot" not in pdf.Root:
        yield "no tags"
    if "/Lang" not in pdf.Root:
        yield "no language"
