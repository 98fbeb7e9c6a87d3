"""The search indexes follow their rows, whoever writes them and however."""

import zlib

import pytest
from django.core.management import call_command
from django.db import DatabaseError, NotSupportedError, connection, transaction

from articles.desk import tags, workflow
from articles.models import Article, ArticlePhoto, Byline, Photo
from articles.pure import queries
from articles.reading import search
from articles.reading.search.checks import indexes_are_whole

from .factories import make_article, make_photo, make_public, make_reporter, make_tag

pytestmark = pytest.mark.django_db


def numbers(query, index=search.ARTICLES):
    rows = index.model.objects.order_by("-pk")
    return search.newest(rows, queries.parse(query), 50, index).numbers


def found(query):
    return [Article.objects.get(pk=pk).headline for pk in numbers(query)]


def test_a_changed_headline_is_found_by_its_new_words_only(article):
    article.headline = "박물관이 문을 닫았다"
    article.save(update_fields=["headline"])
    assert (found("박물관"), found("도서관이")) == ([article.headline], [])
    article.headline = "미술관"
    article.save()
    assert (found("미술관"), found("박물관")) == ([article.headline], [])


def test_all_that_belongs_to_an_article_is_followed(article, nari):
    photo, chan = make_photo(caption="낡은 전경"), make_reporter("이찬")
    byline = article.bylines.get()
    row = ArticlePhoto.objects.create(article=article, photo=photo)
    assert numbers("전경") == numbers("김나리") == [article.pk]
    photo.caption = "새 간판"
    photo.save()
    assert (numbers("전경"), numbers("간판")) == ([], [article.pk])
    row.caption = "제막식"
    row.save()
    assert (numbers("간판"), numbers("제막식")) == ([], [article.pk])
    ArticlePhoto.objects.filter(pk=row.pk).update(caption=None)
    Photo.objects.filter(pk=photo.pk).update(caption="현판")
    assert (numbers("제막식"), numbers("현판")) == ([], [article.pk])
    row.delete()
    assert numbers("현판") == []
    byline.reporter = chan
    byline.save()
    assert (numbers("김나리"), numbers("이찬")) == ([], [article.pk])
    Byline.objects.filter(article=article).delete()
    Byline.objects.bulk_create([Byline(article=article, reporter=nari.reporter)])
    assert (numbers("김나리"), numbers("이찬")) == ([article.pk], [])
    article.tags.set(["하나", "두울"])
    assert numbers("하나 두울") == [article.pk]
    article.tags.remove("하나")
    assert (numbers("하나"), numbers("두울")) == ([], [article.pk])


def test_a_new_name_of_a_reporter_or_a_tag_is_found_at_once(article, nari, bora):
    tag, other = make_tag("옛이름"), make_tag("다른것")
    article.tags.add(tag)
    nari.reporter.name = "김새봄"
    nari.reporter.save()
    tag.name = "새이름"
    tag.save()
    assert numbers("김새봄 새이름") == [article.pk]
    assert numbers("김나리") == numbers("옛이름") == []
    bora.user_permissions.clear()
    tags.merge(tag, other, bora)
    assert (numbers("새이름"), numbers("다른것")) == ([], [article.pk])


def test_an_edit_and_what_older_revision_is_brought_back_are_followed(article, bora):
    first = article.revisions.get()
    article.body = "<p>박물관 소식</p>"
    article.save()
    workflow.record_edit(article, bora)
    assert (numbers("박물관"), numbers("밝혔다")) == ([article.pk], [])
    article.refresh_from_db()
    workflow.bring_back(article, bora, first, article.edit_version)
    assert (numbers("박물관"), numbers("밝혔다")) == ([], [article.pk])


def test_rows_written_in_bulk_are_found(section):
    Article.objects.bulk_create(
        Article(headline=f"대량 {number}", body="<p>글</p>", section=section) for number in range(3)
    )
    assert len(found("대량")) == 3
    Article.objects.filter(headline="대량 1").update(headline="소량 1")
    assert (found("소량"), len(found("대량"))) == (["소량 1"], 2)
    articles = list(Article.objects.filter(headline__startswith="대량"))
    for article in articles:
        article.headline = "중량"
    Article.objects.bulk_update(articles, ["headline"])
    assert (found("중량"), found("대량")) == (["중량", "중량"], [])
    Article.objects.bulk_create(
        [Article(pk=articles[0].pk, headline="덮어쓴 글", body="<p>글</p>", section=section)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["headline"],
    )
    assert (found("덮어쓴"), found("중량")) == (["덮어쓴 글"], ["중량"])


def test_rows_that_could_not_be_indexed_are_refused(section):
    unnumbered = Article(headline="글", body="<p>글</p>", section=section)
    with pytest.raises(NotSupportedError):
        Article.objects.bulk_create([unnumbered], ignore_conflicts=True)


def test_a_deleted_article_is_forgotten(article):
    article.revisions.all()._raw_delete("default")
    article.delete()
    assert numbers("도서관") == []
    assert known() == []


def known():
    """Return the numbers of the rows that the index of articles holds texts of."""
    search.catch_up()
    table = "article_search_text" if connection.vendor == "sqlite" else "article_search"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {table} ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


def test_what_is_rolled_back_leaves_nothing(section):
    with transaction.atomic():
        make_article(headline="되돌린 글", section=section)
        assert found("되돌린") == ["되돌린 글"]
        transaction.set_rollback(True)
    assert (numbers("되돌린"), known()) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_the_index_is_written_in_the_very_transaction(section, monkeypatch):
    with transaction.atomic():
        article = make_article(headline="새 소식", section=section)
    assert known() == [article.pk]

    def fail(index, numbers):
        raise ValueError("out of order")

    monkeypatch.setattr(search.ARTICLES.__class__, "write", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline="바뀐 소식")
    monkeypatch.undo()
    assert Article.objects.get().headline == "새 소식"
    assert found("소식") == ["새 소식"]


def test_the_index_is_mended_by_a_command_that_can_be_stopped(section, capsys):
    articles = [make_public(headline=f"도서관 {n}", section=section) for n in range(3)]
    photo = make_photo(caption="도서관 전경")
    assert len(numbers("도서관")) == 3
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM article_search_text WHERE number > %s", [articles[0].pk])
            text = zlib.compress(b'["gone", "", "", []]')
            cursor.execute("INSERT INTO article_search_text VALUES (9999, %s)", [text])
        else:
            cursor.execute("DELETE FROM article_search WHERE number > %s", [articles[0].pk])
            text = zlib.compress(b'["gone", "", "", []]')
            cursor.execute("INSERT INTO article_search VALUES (9999, %s, '')", [text])
    assert search.differences(search.ARTICLES) == 1
    [told] = indexes_are_whole(None, ["default"])
    assert "article_search differs from the database by 1 " in told.msg
    call_command("reindex")
    assert indexes_are_whole(None, ["default"]) == []
    assert "article_search: 3" in capsys.readouterr().out
    assert known() == [article.pk for article in articles]
    call_command("reindex")
    assert "article_search: 0" in capsys.readouterr().out
    call_command("reindex", from_nothing=True)
    assert "article_search: 3" in capsys.readouterr().out
    assert numbers("도서관") == [article.pk for article in articles[::-1]]
    assert numbers("전경", search.PHOTOS) == [photo.pk]


def test_photos_are_found_by_what_the_library_says_of_them():
    photo = make_photo(caption="도서관 전경", credit="증평군 제공", alt="붉은 벽돌 건물")
    for query in ("도서관", "증평군", "벽돌"):
        assert numbers(query, search.PHOTOS) == [photo.pk]
    Photo.objects.filter(pk=photo.pk).update(caption="박물관")
    assert (numbers("도서관", search.PHOTOS), numbers("박물관", search.PHOTOS)) == ([], [photo.pk])
