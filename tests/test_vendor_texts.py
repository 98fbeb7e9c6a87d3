"""What systems of vendors leave in texts is cut and told, and never a sentence of an article."""

import json
from random import Random

import pytest

from articles.demo import writing
from articles.exchange import jsonl, vendor
from articles.exchange.record import Record
from articles.models import Article

from .importing import TOLD

pytestmark = pytest.mark.one_database
END = "<p>군수는 “함께 풀겠다”고 말했다.</p>"
LEFT_BEHIND = [
    ("<p>/이형모기자</p>", "이형모 기자"),
    ("<p>홍길동 기자 abc@x.kr</p>", "홍길동 기자"),
    ("<p>[옥천=홍길동 기자]</p>", "홍길동 기자"),
    ("<p>/화순=조성수 기자 <a href='mailto:css@x.co.kr'>css@x.co.kr</a></p>", "조성수 기자"),
    ("<p>임요준·김영훈기자</p>", "임요준 기자, 김영훈 기자"),
    (
        "<p>홍길동 기자(abc@x.kr)</p><p>저작권자 © 옥천신문 무단전재 및 재배포 금지</p>",
        "홍길동 기자",
    ),
    ("<p>글·사진 = 홍길동 시민기자</p>", "홍길동 시민기자"),
    ("<p>이순신 본부장 lee@x.kr</p>", "이순신 본부장"),
    ("<p>abc@x.kr</p>", ""),
    ("<p>기사제보: news@x.kr</p>", ""),
    ("<p>&lt;저작권자 ⓒ 남해시대, 무단 전재 및 재배포 금지&gt;</p>", ""),
    ("<p>[저작권자 ⓒ 옛 신문]</p><p>무단전재 및 재배포 금지</p>", ""),
    ("<p>Copyright ⓒ 2018 옛신문 All rights reserved.</p>", ""),
    ("<p>저작권자 © 옛신문 무단전재 및 재배포, AI학습 이용 금지합니다.</p>", ""),
    ("<div>ADVERTISEMENT</div><p>[광고]</p>", ""),
    ("<ul><li>페이스북(으)로 카카오톡(으)로 URL복사</li></ul>", ""),
    ("<div>SNS 기사보내기 | 인쇄 | 스크랩</div>", ""),
    ("<p><a href='https://www.facebook.com/sharer/sharer.php?u=1'>페이스북</a></p>", ""),
    ("<p><a href='https://ad.example/1'></a><a href='https://ad.example/2'> </a></p>", ""),
]
# Ends of real articles, and lines of lists that look like what is cut elsewhere.
ENDINGS = """
저작권자와 협의해 무단 전재와 재배포를 금지하겠다고 밝혔다.
저작권자: 군은 사진의 저작권자를 찾고 있다고 했다.
ⓒ 홍길동
이날 행사에는 지역 언론사 기자
진행은 김하늘 기자
담당 기자
이철수 대표
그는 “나는 기자”라고 말했다. 옆에는 이철수 대표
문의는 군청 경제과(043-835-1234)나 abc@x.kr로 하면 된다.
밴드
페이스북
광고를 줄이기로 했다.
인쇄와 공유는 군청 누리집에서 할 수 있다.
▲ 총무국장 홍길동
△ 발인 5일 오전 9시
한편 김하늘 기자는 2018년 입사했다.
축사는 박영희 부군수가 했다. 사회자는 이몽룡 아나운서
""".strip().splitlines()


def cleaned(body, **fields):
    record = Record({"body": body} | fields, jsonl.FIELDS)
    vendor.clean(record)
    return record


@pytest.mark.parametrize(("left_behind", "people"), LEFT_BEHIND)
def test_what_a_vendor_left_behind_is_cut_and_told(left_behind, people):
    record = cleaned(END + left_behind)
    assert record.fields["body"] == END
    assert record.notes
    reporters = record.fields.get("reporters", [])
    assert ", ".join(f"{one['name']} {one['title']}" for one in reporters) == people


def test_a_byline_behind_the_last_sentence_or_break_is_cut():
    assert cleaned(END[:-4] + " 홍길동 기자 a@x.kr</p>").fields["body"] == END
    record = cleaned(
        "첫째다.<br><br>둘째다.<br><br>홍길동 기자 <a href='mailto:a@x.kr'>a@x.kr</a><br>"
    )
    assert record.fields["body"] == "첫째다.<br><br>둘째다.<br>"
    assert record.fields["reporters"] == [{"name": "홍길동", "title": "기자", "email": "a@x.kr"}]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_line_of_an_article_is_taken_for_something_else(ending):
    for body in (f"{END}<p>{ending}</p>", f"글이다.<br>{ending}"):
        record = cleaned(body)
        assert (record.fields["body"], record.notes) == (body, [])


def test_somebody_else_than_the_reporters_at_the_end_is_somebody_of_the_article():
    told = [{"name": "김하늘", "title": "기자"}]
    body = END + "<p>홍길동 기자</p>"
    assert cleaned(body, reporters=told).fields["body"] == body
    assert cleaned(END + "<p>내포=김하늘</p>", reporters=told).fields["body"] == END


def test_stories_without_anything_of_vendors_stay_as_they_are():
    stories = writing.written() + writing.varied(200, Random(7))
    assert len(stories) > 200
    for story in stories:
        record = cleaned(story.body)
        assert (record.fields["body"], record.notes) == (story.body, [])


def test_a_second_subheading_is_cut_and_the_only_one_becomes_that_of_the_article():
    body = '<h2 class="subheading">기업 34곳  한자리에</h2>' + END
    record = cleaned(body, subheading="기업 34곳 한자리에")
    assert record.fields["body"] == END
    record = cleaned(body)
    assert (record.fields["body"], record.fields["subheading"]) == (END, "기업 34곳 한자리에")
    record = cleaned("<h2>첫째 대목</h2>" + END, subheading="부제")
    assert record.fields["body"] == "<h2>첫째 대목</h2>" + END


def test_captions_in_tables_and_behind_triangles_are_captions_of_their_pictures():
    table = "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>▲ 협의체 <b>출범식</b></td></tr></table>"
    line = "<p><img src='/a.jpg'></p><p>▲ 협의체 출범식</p>"
    for body in (table + END, line + END):
        figure = '<figure><img src="/a.jpg"><figcaption>협의체 출범식</figcaption></figure>'
        assert figure in cleaned(body).fields["body"]
        assert "▲" not in cleaned(body).fields["body"]
    listed = '<p><img src="/a.jpg"></p><p>▲ 국장 홍길동</p><p>▲ 과장 이몽룡</p>'
    assert cleaned(listed).fields["body"] == listed
    figures = '<table><tbody><tr><td><img src="/a.jpg"></td><td>1</td><td>2</td><td>3</td></tr></tbody></table>'
    assert cleaned(figures).fields["body"] == figures


@pytest.mark.django_db
def test_an_import_cleans_when_it_is_asked_to(import_lines):
    dirty = TOLD | {"body": END + "<p>홍길동 기자 a@x.kr</p>", "reporters": []}
    assert import_lines(dirty)[0] == 0
    assert "홍길동" in Article.objects.get().body
    status, printed = import_lines(dirty | {"id": "A-2"}, clean=True)
    article = Article.objects.get(headline=TOLD["headline"], body=END)
    assert (status, str(article.bylines.get())) == (0, "홍길동 기자")
    assert json.dumps("홍길동 기자 a@x.kr", ensure_ascii=False).strip('"') in printed


def test_a_caption_of_several_elements_goes_into_the_picture_whole():
    body = '<p>글</p><img src="a.jpg"><div class="caption">\n<b><i>▲ 개관한</i> </b>도서관<span> </span>\n</div><p>뒤</p>'
    record = Record({"body": f"{body}<p><b>홍길동</b> <i>기자</i>\n</p>"}, {"body", "reporters"})
    vendor.clean(record)
    assert "<figcaption>개관한 도서관</figcaption></figure>" in record.fields["body"]
    assert record.fields["reporters"][0]["name"] == "홍길동"
    assert record.fields["body"].endswith("<p>뒤</p>")
