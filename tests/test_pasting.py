"""Text that is pasted from other programs is clean, and the editor says what it lost."""

import json
import re

import pytest
from django.conf import settings

from articles.pure import markup

from .factories import make_article
from .newsroom import ADD, body, change, paste

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


HWP = """<html><head><meta name="Generator" content="Hancom HWP 9.0"><style>p.HStyle0 {margin:0}</style>
</head><body><!--StartFragment-->
<p class="HStyle0" style="line-height:160%;"><span style="font-family:&quot;함초롬바탕&quot;;font-size:10pt;
font-weight:bold;line-height:160%">군, 새 도서관 개관</span></p>
<p class="HStyle0"><span style="font-family:&quot;함초롬바탕&quot;;font-size:10pt">&nbsp;</span></p>
<p class="HStyle0"><span style="font-family:&quot;함초롬바탕&quot;;font-size:10pt">군은 도서관을 </span><span
style="font-family:&quot;함초롬바탕&quot;;font-size:10pt;font-weight:bold">24일</span><span
style="font-size:10pt"> 열었다.</span></p>
<p class="HStyle0"><table border="1" cellspacing="0" style="border-collapse:collapse"><tr>
<td valign="middle" style="width:100;border:solid #000000 0.4pt"><p class="HStyle0"><span
style="font-size:10pt">구분</span></p></td><td valign="middle"><p class="HStyle0"><span
style="font-size:10pt">좌석</span></p></td></tr><tr><td valign="middle"><p class="HStyle0"><span
style="font-size:10pt">열람실</span></p></td><td valign="middle"><p class="HStyle0"><span
style="font-size:10pt">200석</span></p></td></tr></table></p>{more}<!--EndFragment--></body></html>"""
HWP_MORE = """<p class="HStyle0"><img src="file:///C:/Users/nari/AppData/Local/Temp/Hnc/pic1.png" width="300">
</p><p class="HStyle0"><img src="file:///C:/pic2.png"></p>
<p class="HStyle0"><span style="font-size:16pt;color:#ff0000">붉은 글</span></p>"""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style><!-- p.MsoNormal {mso-style-unhide:no; font-size:10.0pt} --></style></head><body lang=KO>
<!--StartFragment--><p class=MsoNormal><b><span style='font-family:"맑은 고딕"'>보도자료</span></b>
<o:p></o:p></p><p class=MsoNormal>군은 <b>도서관</b>을 열었다.<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-20pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>첫째</p>
<p class=MsoListParagraph style='text-indent:-20pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>둘째</p>
<table class=MsoTableGrid border=1><tr><td width=200 valign=top><p class=MsoNormal>열람실<o:p></o:p></p>
</td></tr></table>{more}<!--EndFragment--></body></html>"""
WORD_MORE = """<p class=MsoNormal><span style='background:yellow;mso-highlight:yellow'>확인</span><span
class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1"
href="#_msocom_1" name="_msoanchor_1">[김1]</a></span></span></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="x.png"/></v:shape><![endif]--><![if !vml]>
<img width=100 src="file:///C:/x.png" v:shapes="_x0000_i1025"><![endif]></p>
<div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'>
<div id="_com_1" class=msocomtxt><p class=MsoCommentText>숫자 확인 바람</p></div></div></div>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e"><p dir="ltr"
style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;
background-color:transparent;font-weight:700;white-space:pre-wrap">군, 도서관 개관</span></p><br /><p dir="ltr"><span
style="font-size:11pt;color:#000000;background-color:transparent;font-weight:400">보통 글 </span><span
style="font-size:11pt;color:#000000;background-color:transparent;font-weight:400;font-style:italic">기울임</span></p>
<div dir="ltr"><table style="border:none"><colgroup><col width="300"/></colgroup><tbody><tr><td style="border:solid
#000000 1pt"><p dir="ltr"><span style="font-size:11pt;color:#000000">열람실</span></p></td></tr></tbody></table></div>
{more}</b>"""
DOCS_MORE = """<p dir="ltr"><span style="font-size:11pt;color:#1155cc">파란 글</span><span><img
src="https://lh7-rt.googleusercontent.com/docsz/AD_4nX" width="300"/></span></p>"""

WEB = """<html><body><!--StartFragment--><h1 style="font-size:32px;color:rgb(34,34,34)">새 도서관</h1>
<p style="color: rgb(51, 51, 51); font-size: 17px; background-color: rgb(255, 255, 255)">군은 <strong>도서관</strong>을
<a href="https://example.com/lib" style="color:rgb(0,0,238)">열었다</a>.</p>
<table><thead><tr><th>구분</th></tr></thead><tbody><tr><td style="font-size: 17px">열람실</td></tr></tbody></table>
{more}<!--EndFragment--></body></html>"""
WEB_MORE = """<figure><img src="https://example.com/a.jpg"></figure><iframe src="https://ads.example"></iframe>
<script>alert(1)</script><button>공유</button><svg width="9" height="9"></svg>"""

PASTES = {
    "hwp": (HWP, HWP_MORE, {"strong": 2, "td, th": 4, "p": 2}, "pastePictures=2 pasteLooks"),
    "word": (
        WORD,
        WORD_MORE,
        {"strong": 2, "td, th": 1, "ol li": 2},
        "pastePictures=1 pasteNotes=1 pasteLooks",
    ),
    "docs": (DOCS, DOCS_MORE, {"strong": 1, "em": 1, "td, th": 1}, "pastePictures=1 pasteLooks"),
    "web": (
        WEB,
        WEB_MORE,
        {"h2": 1, "strong": 1, "td, th": 2, "a": 1},
        "pastePictures=1 pasteFrames=1@ads.example pasteScripts=1 pasteOthers=2",
    ),
}


def said(page, what):
    """Return the sentence that the editor says for `pastePictures=2 pasteFrames=1@ads.example pasteLooks`."""
    labels = json.loads(page.locator("#id_body").get_attribute("data-labels"))
    parts = []
    for part in what.split():
        name, _is, count = part.partition("=")
        count, _at, host = count.partition("@")
        parts.append(labels[name].replace("%(count)s", count) + (f" ({host})" if host else ""))
    return labels["pasteDropped"].replace("%(what)s", ", ".join(parts))


@pytest.mark.parametrize("source", PASTES)
def test_a_paste_is_clean_and_says_what_it_lost(screen, site, source):
    html, more, holds, lost = PASTES[source]
    screen.goto(site + ADD)
    paste(screen, html.replace("{more}", ""))
    assert screen.locator(".body-editor-status").inner_text() == ""
    for selector, count in holds.items():
        found = screen.evaluate(
            """([html, selector]) => { const holder = document.createElement('template');
            holder.innerHTML = html; return holder.content.querySelectorAll(selector).length }""",
            [body(screen), selector],
        )
        assert found == count, (selector, body(screen))
    assert not re.search("style|class|Mso|<span|<p></p>|<img", body(screen))
    assert markup.clean(body(screen), ()) == body(screen)
    screen.keyboard.press("Control+a")
    screen.keyboard.press("Delete")
    paste(screen, html.replace("{more}", more))
    assert screen.locator(".body-editor-status").inner_text() == said(screen, lost)
    assert not re.search("style|<img|alert|숫자 확인|김1", body(screen))
    paste(screen, "<p>다음 글</p>")
    assert screen.locator(".body-editor-status").inner_text() == ""
    screen.complaints[:] = [told for told in screen.complaints if "file:///" not in told]


def test_what_a_reader_of_the_original_did_not_see_stays_out(screen, site):
    screen.goto(site + ADD)
    paste(
        screen,
        "<p>보이는 글<span style='display:none'>숨긴 <b>글</b></span><span style='mso-hide:all'>숨김2</span></p>"
        "<p hidden>머리말</p><p style='font-size:0px'>작은 글</p><p>끝</p>",
    )
    assert markup.plain(body(screen)) == "보이는 글\n끝"
    screen.get_by_text("숨은 글 4곳").wait_for()


def test_lines_of_an_old_board_are_paragraphs_of_which_one_can_be_a_heading(screen, site):
    screen.goto(site + ADD)
    paste(screen, "<font>첫 문단<br><br>가운데<br>&nbsp;&nbsp;셋째 문단</font><br>\u200b<br>끝")
    assert body(screen) == "<p>첫 문단</p>\n<p>가운데</p>\n<p>셋째 문단</p>\n<p>끝</p>"
    screen.get_by_text("가운데").click()
    screen.get_by_role("button", name="중간 제목").first.click()
    assert "<p>첫 문단</p>\n<h2>가운데</h2>\n<p>셋째 문단</p>" in body(screen)


FOREIGN = """<p data-pm-slice="1 1 []">앞 글</p><img src="https://other.example/a.jpg">
<p>뒤 글<span style="color:#f00">빨강</span></p><iframe src="https://films.example/x"></iframe>"""


def test_another_editor_of_the_same_kind_is_not_taken_for_ours(screen, site):
    screen.goto(site + ADD)
    paste(screen, FOREIGN)
    assert markup.plain(body(screen)) == "앞 글\n뒤 글빨강"
    assert "<iframe" not in body(screen)
    lost = said(screen, "pastePictures=1 pasteFrames=1@films.example pasteLooks")
    assert screen.locator(".body-editor-status").inner_text() == lost


WRITTEN = """<p lang="en">Hello</p>
<h2 lang="ja">見出し</h2>
<table><caption>개표 &amp; 결과</caption><thead><tr><th scope="col">후보</th><th scope="col">표</th></tr></thead><tbody><tr><th scope="row">가</th><td lang="en" colspan="2">1</td></tr></tbody></table>
<ul><li lang="fr">Bonjour</li></ul>
<iframe src="https://www.youtube.com/embed/a" title="개표 현장"></iframe>
<p>끝</p>"""


def test_what_helps_those_who_do_not_see_goes_through_the_editor_untouched(screen, site, nari):
    article = make_article(created_by=nari, body=WRITTEN)
    assert article.body == WRITTEN
    screen.goto(site + change(article))
    screen.locator(".ProseMirror").get_by_text("끝").click()
    screen.keyboard.press("End")
    screen.keyboard.type("났다")
    assert markup.clean(body(screen), settings.VIDEO_HOSTS) == article.body.replace("끝", "끝났다")
    assert screen.locator(".ProseMirror caption").inner_text() == "개표 & 결과"


def test_what_one_copies_in_the_editor_is_whole_when_one_pastes_it(screen, site, nari):
    article = make_article(created_by=nari, body=WRITTEN)
    screen.goto(site + change(article))
    copied = screen.evaluate(
        """() => { const data = new DataTransfer();
        getSelection().selectAllChildren(document.querySelector(".ProseMirror"));
        document.querySelector(".ProseMirror").focus();
        return new Promise((done) => setTimeout(() => {
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
          done(data.getData("text/html")) }, 100)) }"""
    )
    assert "<iframe" in copied
    paste(screen, copied)
    assert screen.locator(".body-editor-status").inner_text() == ""
    assert body(screen).count("<iframe") >= 1
    assert body(screen).count("<caption>") >= 1
    assert "data-copied" not in body(screen)
