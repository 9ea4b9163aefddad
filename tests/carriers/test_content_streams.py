"""A page's content is taken apart into the very objects that pdfminer makes of it, whatever it holds."""

from collections.abc import Iterable, Sequence
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import PSEOF

from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.pdf.content import objects_of, plain_objects

USUAL = (
    *(b"BT", b"ET", b"q", b"Q", b"TJ", b"Tf", b"re", b"f*", b"'", b'"', b"true", b"null", b"cm", b"Do", b"BDC", b"EMC"),
    *(b"0", b"12", b"-3", b"+7", b"1.5", b"-.25", b"4.", b"00012", b"/F1", b"/", b"/Name-With.More", b"/\xe4\xb8\xad"),
    *(
        b"(text)",
        b"()",
        b"(\\000\\1\\12x\\)\\(\\n\\q\\\n)",
        b"(a(b)c)",
        b"<0041>",
        b"< 00 4 >",
        b"<>",
        b"[",
        b"]",
        b"<<",
    ),
    *(b">>", b"[(a)-120(b)]TJ", b"<</MCID 0>>", b"/P<</A[1 2]/B<</C true>>>>BDC", b"\x00", b"\r\n", b"\t", b"% said\n"),
)
RARE = (
    *(b"/A#20B", b"/A#", b"{", b"}", b"(\\777)", b"(\\\r\n)", b"(open", b"<41", b">", b"<4G>", b"--5", b"1e5", b"."),
    *(
        b"- ",
        b"5-3",
        b"1.2.3",
        b"BI /W 1 ID \x00\xff EI ",
        b"BI",
        b"ID",
        b"EI",
        b"*",
        b"\xff",
        b"% no end",
        b"9" * 5000,
    ),
)


def told(streams: Iterable[Any]) -> list[Any]:
    """The objects so far, and the kind of error that ended them."""
    found: list[Any] = []
    try:
        found.extend(one.rawdata if isinstance(one, PDFStream) else one for one in streams)
    except Exception as error:
        found.append(type(error))
    return [(type(one), one) for one in found]


def by_pdfminer(streams: Sequence[bytes]) -> Iterable[Any]:
    try:
        parser = PDFContentParser([PDFStream({}, one) for one in streams])
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


def ours(streams: Sequence[bytes]) -> Iterable[Any]:
    return objects_of([PDFStream({}, one) for one in streams])


def content(words: Sequence[bytes]) -> st.SearchStrategy[list[bytes]]:
    """Words in any order, most of them apart, cut into streams anywhere."""
    apart = st.sampled_from([b" ", b" ", b"\n", b""])
    whole = st.lists(st.tuples(st.sampled_from(words), apart), max_size=30).map(
        lambda some: b"".join(map(b"".join, some))
    )

    def cut(joined: bytes) -> st.SearchStrategy[list[bytes]]:
        places = st.lists(st.integers(0, len(joined)), max_size=2).map(sorted)
        return places.map(lambda at: [joined[a:b] for a, b in zip([0, *at], [*at, len(joined)], strict=True)])

    return whole.flatmap(cut)


@settings(max_examples=150, deadline=None)
@given(content(USUAL))
def test_what_programs_write_is_taken_apart_alike(streams: list[bytes]) -> None:
    assert told(ours(streams)) == told(by_pdfminer(streams))


@settings(max_examples=150, deadline=None)
@given(content((*USUAL, *RARE)))
def test_so_is_what_hardly_any_program_writes(streams: list[bytes]) -> None:
    assert told(ours(streams)) == told(by_pdfminer(streams))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_and_what_none_does(stream: bytes) -> None:
    assert told(ours([stream])) == told(by_pdfminer([stream]))


@pytest.mark.parametrize("name", ["calc_ruled", "cairo", "chromium_ruled", "ghostscript"])
def test_the_pages_of_real_programs_are_taken_apart_alike_and_without_pdfminer(name: str) -> None:
    golden = Golden.of(DOCUMENTS / f"statement_{name}")
    with pdfplumber.open(golden.folder / golden.file) as document:
        for page in document.pages[:1]:
            streams = [stream_value(one).get_data() for one in page.page_obj.contents]
            assert told(ours(streams)) == told(by_pdfminer(streams))
            assert all(plain_objects(one) is not None for one in streams)
