"""The newsroom's modules that need a document, one by one in a browser, without the screens around them.

What needs none is tested in tests/scripts.
"""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTES = {
    # what is pasted: what is kept, what is told as left out
    '<p class="MsoNormal" style="color:#111">글 <b>굵게</b></p>': (
        '<p class="MsoNormal" style="color:#111">글 <b>굵게</b></p>',
        {},
    ),
    "<p>앞</p><p>&nbsp;</p><div><br></div><p>뒤</p>": ("<p>앞</p><p>뒤</p>", {}),
    '<p>앞<img src="https://example.com/a.jpg"></p><img src="file:///C:/b.png">': (
        "<p>앞</p>",
        {"pastePictures": 2},
    ),
    '<p>앞</p><img src="/media/photos/a.webp">': (
        '<p>앞</p><img src="/media/photos/a.webp">',
        {},
    ),
    "<p>글</p><iframe src='https://a.example'></iframe><video></video>": (
        "<p>글</p>",
        {"pasteFrames": 2},
    ),
    "<p>글<script>alert(1)</script></p><svg></svg><button>공유</button>": (
        "<p>글</p>",
        {"pasteScripts": 1, "pasteOthers": 2},
    ),
    "<p style='mso-list:l0'><span style='mso-list:Ignore'>1.</span>하나</p>"
    "<p style='mso-list:l0'><span style='mso-list:Ignore'>2.</span>둘</p>"
    "<p style='mso-list:l1'><span style='mso-list:Ignore'>·</span>점</p>": (
        '<ol class="joined"><li><p style="mso-list:l0">하나</p></li>'
        '<li><p style="mso-list:l0">둘</p></li></ol>'
        '<ul class="joined"><li><p style="mso-list:l1">점</p></li></ul>',
        {},
    ),
    "<p>글<a class='msocomanchor'>[김1]</a></p>"
    "<div style='mso-element:comment-list'><p class='msocomtxt'>확인</p></div>": (
        "<p>글</p>",
        {"pasteNotes": 1},
    ),
    '<p>글 <span style="color:#f00">붉은 글</span></p>': (
        '<p>글 <span style="color:#f00">붉은 글</span></p>',
        {"pasteLooks": 1},
    ),
    '<p><span style="font-size:10pt">작은</span> <span style="font-size:16pt">큰</span></p>': (
        '<p><span style="font-size:10pt">작은</span> <span style="font-size:16pt">큰</span></p>',
        {"pasteLooks": 1},
    ),
    '<p>글 <a href="https://example.com" style="color:#00f;text-decoration:underline">링크</a></p>': (
        '<p>글 <a href="https://example.com" style="color: rgb(0, 0, 255);">링크</a></p>',
        {},
    ),
    # What says that it is of such an editor, but has not our own mark.
    '<p data-pm-slice="1 1 []" data-copied="x"><img src="https://example.com/a.jpg">글</p>'
    "<iframe src='https://www.youtube.com/embed/x'></iframe>": (
        '<p data-copied="x">글</p>',
        {"pastePictures": 1, "pasteFrames": 1},
    ),
    "가<br><br>나<b>다<br> <br>라</b><br>마": (
        "<p>가</p><p>나<b>다</b></p><p><b> 라</b><br>마</p>",
        {},
    ),
    "<font>첫 글<br>&nbsp;&nbsp;둘째<br>　셋째</font>": (
        "<p><font>첫 글</font></p><p><font>  둘째</font></p><p><font> 셋째</font></p>",
        {},
    ),
    "<ul><li>가<br><br>나</li></ul><p>\u200b</p><p>글\u00ad자<br></p>": (
        "<ul><li>가<br><br>나</li></ul><p>글자<br></p>",
        {},
    ),
    "<pre>가\n나\n\n다</pre><dl><dt>라</dt><dd>마</dd></dl>": (
        "<p>가<br>나</p><p>다</p><dl><div>라</div><dd>마</dd></dl>",
        {},
    ),
}

ROW = """<div class="photo-row{more}"><div class="photo-row-picture"></div><strong class="photo-lead"></strong>
<strong class="photo-inside" hidden></strong><p class="photo-taken"></p>
<input name="p-{n}-id" value="{id}"><input name="p-{n}-photo" value="{photo}">
<textarea name="p-{n}-caption"></textarea><input name="p-{n}-credit"><input name="p-{n}-alt">
<input name="p-{n}-position" value="{n}"><input type="checkbox" name="p-{n}-DELETE">
<button type="button" class="photo-up"></button><button type="button" class="photo-down"></button>
<button type="button" class="photo-place"></button><button type="button" class="photo-other"></button></div>"""
ROWS = (
    """<form><input id="id_p-TOTAL_FORMS" value="3">
<div data-photo-rows="p" data-photo-upload="/none/" data-max-bytes="9"
 data-labels='{"photoNumber": "사진 %(place)s", "photoMoved": "%(place)s번째", "photoTaken": "%(at)s"}'>
<div class="photo-list">"""
    + ROW.format(n=0, id=31, photo=7, more="")
    + ROW.format(n=1, id=32, photo=8, more="")
    + ROW.format(n=2, id="", photo="", more=" spare")
    + '</div><template class="photo-empty">'
    + ROW.format(n="__prefix__", id="", photo="", more="")
    + """</template><div class="photo-drop"><input type="file">
<button type="button" class="photo-choose"></button><ul class="photo-uploads"></ul>
<p class="photo-status"></p></div></div></form>"""
)


@pytest.fixture
def bench(watched, site):
    """A page of the newsroom that may load its modules."""
    watched.goto(site + "/admin/login/")
    return watched


def test_a_paste_keeps_the_text_and_counts_what_it_leaves_out(bench):
    done = bench.evaluate(
        """async (pastes) => { const paste = await import("/static/newsroom/body-paste.js");
        return pastes.map((html) => { const { html: kept, dropped } = paste.cleanPasted(html);
          return [kept, Object.fromEntries(Object.entries(dropped).filter(([, count]) => count))] }) }""",
        list(PASTES),
    )
    assert dict(zip(PASTES, map(tuple, done), strict=True)) == PASTES
    sentence = bench.evaluate(
        """async () => { const { saidOf } = await import("/static/newsroom/body-paste.js");
        const labels = { pasteDropped: "빠짐: %(what)s", pastePictures: "사진 %(count)s장", pasteLooks: "색" };
        return [saidOf({ pastePictures: 2, pasteFrames: 0, pasteLooks: 1 }, labels), saidOf({ pastePictures: 0 }, labels)] }"""
    )
    assert sentence == ["빠짐: 사진 2장, 색", ""]


def state(page):
    """Return [photo, position, whether it leads] of each row, as they stand."""
    return page.evaluate(
        """[...document.querySelectorAll(".photo-row")].map((row) => [
          row.querySelector("[name$=-photo]").value, row.querySelector("[name$=-position]").value,
          !row.querySelector(".photo-lead").hidden])"""
    )


def test_photo_rows_are_added_moved_left_out_and_put_in_order(bench):
    bench.evaluate("html => { document.body.innerHTML = html }", ROWS)
    bench.evaluate(
        "import('/static/newsroom/photo-rows.js').then((module) => { window.rows = module })"
    )
    # The spare row is for those without JavaScript.
    assert state(bench) == [["7", "0", True], ["8", "1", False]]
    assert bench.input_value("#id_p-TOTAL_FORMS") == "2"
    bench.locator(".photo-down").first.click()
    assert state(bench) == [["8", "0", True], ["7", "1", False]]
    assert bench.locator(".photo-status").inner_text() == "2번째"
    bench.locator(".photo-row [name$=DELETE]").first.check()
    assert state(bench) == [["8", "0", False], ["7", "1", True]]
    bench.evaluate("rows.addRow()")
    assert state(bench)[2] == ["", "2", False]
    assert bench.locator("[name=p-2-caption]").count() == 1
    assert bench.input_value("#id_p-TOTAL_FORMS") == "3"
    bench.evaluate("rows.picture(document.querySelectorAll('.photo-row')[2], '/a.webp')")
    assert bench.locator(".thumbnail").last.get_attribute("src") == "/a.webp"
    bench.evaluate(
        """() => { document.querySelector("[name=p-2-position]").value = -1; rows.arrange() }"""
    )
    assert [photo for photo, *_rest in state(bench)] == ["", "8", "7"]
