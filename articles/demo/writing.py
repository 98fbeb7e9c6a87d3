"""Articles of the demonstration newspaper: the written ones, and varied ones composed from briefs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random

HERE = Path(__file__).parent

PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
}
FINALS_PER_SYLLABLE, RIEUL = 28, 8
DIGITS_WITH_FINAL, DIGITS_WITH_RIEUL = "013678", "178"

SURNAMES = "강고곽구권김나남노도류명문민박방배백변서석선설성소손송신심안양여연염오우원유윤이임장전정조주지진차채최추표하한함허현홍황"
GIVEN_NAMES = (
    "가온 경수 규리 금옥 나래 다인 도훈 동규 명자 미선 민호 보람 복순 상철 서진 선미 성우 세린 소영 수현 "
    "승기 아람 연주 영배 예원 옥자 용수 우진 윤슬 은정 재경 정순 종국 주연 지안 진표 창민 태민 하나 해솔 현자 혜민 효진"
).split()

OFFICES = {"시": "읍면동 행정복지센터", "군": "읍면 사무소", "도": "시군 민원실"}
PROVINCE_SHARE = 0.15
PHOTO_WEIGHTS = 20, 55, 25
SHARED_BYLINE = 0.12
MAXIMUM_HEADLINE = 60
ATTEMPTS = 100


@dataclass(frozen=True)
class StoryPhoto:
    picture: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Story:
    """One article as plain data. `region` is a slug or None, `reporters` are names, `body` is HTML."""

    headline: str
    subheading: str
    section: str
    region: str | None
    reporters: tuple[str, ...]
    tags: tuple[str, ...]
    origin: str
    body: str
    photos: tuple[StoryPhoto, ...]


class Word(str):
    """A word that takes its Korean particle in a format: `{word:은}`; `{word:-은}` gives the particle alone."""

    def __format__(self, kind: str) -> str:
        if not kind:
            return str(self)
        return particle(self, kind[1:]) if kind.startswith("-") else self + particle(self, kind)


@dataclass(frozen=True)
class Place:
    """A region as an article speaks of it: 청주시 has the town 청주, the kind 시 and the province chungbuk."""

    slug: str
    name: str
    province: str

    @property
    def kind(self) -> str:
        return self.name[-1]

    @property
    def town(self) -> str:
        return self.name[:-1]


def particle(word: str, kind: str) -> str:
    """The particle of this kind (은, 이, 을, 과, 으로) after the word: ("청주", "은") gives "는".

    A last digit is read in Korean; anything but Hangul and digits counts as an open syllable.
    """
    closed, open_ = PARTICLES[kind]
    last = word[-1]
    if last.isdigit():
        has_final, has_rieul = last in DIGITS_WITH_FINAL, last in DIGITS_WITH_RIEUL
    elif "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % FINALS_PER_SYLLABLE
        has_final, has_rieul = final > 0, final == RIEUL
    else:
        has_final = has_rieul = False
    if kind == "으로" and has_rieul:
        return open_
    return closed if has_final else open_


@cache
def newspaper() -> dict:
    """The publication's imprint, its sections, reporters and flat pages."""
    return read("newspaper.json")


@cache
def regions() -> list:
    """The region tree: provinces with name, slug and children."""
    return read("regions.json")


def written() -> list[Story]:
    """The fully written articles."""
    return [as_story(entry) for entry in read("stories.json")]


def varied(count: int, random: Random) -> list[Story]:
    """`count` composed articles, spread evenly over the sections, no headline twice and none of a written one.

    The same state of `random` gives the same articles. Raises ValueError when the briefs are exhausted.
    """
    headlines = {story.headline for story in written()}
    desks = [desk(section["slug"], random) for section in newspaper()["sections"]]
    return [first_new(compositions, headlines) for compositions in islice(cycle(desks), count)]


def first_new(compositions: Iterator[Story], headlines: set[str]) -> Story:
    """The next story with a headline that is short enough and not among `headlines`, to which it is added."""
    for story in islice(compositions, ATTEMPTS):
        if story.headline not in headlines and len(story.headline) <= MAXIMUM_HEADLINE:
            headlines.add(story.headline)
            return story
    raise ValueError("The briefs give no more new headlines.")


def desk(section: str, random: Random) -> Iterator[Story]:
    """An endless run of one section's articles, taking its briefs in turn and each brief's places in turn."""
    briefs = [brief for brief in read("briefs.json")["briefs"] if brief["section"] == section]
    random.shuffle(briefs)
    itineraries = [itinerary(brief["places"], random) for brief in briefs]
    for turn, (brief, places) in enumerate(cycle(zip(briefs, itineraries, strict=True))):
        yield compose(brief, next(places), turn // len(briefs), random)


def itinerary(group: str, random: Random) -> Iterator[Place]:
    """An endless run of the group's places: as many in each province, now and then a whole province."""
    places = [gazetteer()[slug] for slug in read("briefs.json")["places"][group]]
    provinces = [place for place in places if place.slug == place.province]
    towns = {}
    for place in random.sample(places, len(places)):
        if place not in provinces:
            towns.setdefault(place.province, []).append(place)
    rounds = [cycle(neighbours) for neighbours in towns.values()]
    while True:
        if provinces and (not rounds or random.random() < PROVINCE_SHARE):
            yield random.choice(provinces)
        else:
            yield next(random.choice(rounds))


@cache
def gazetteer() -> dict[str, Place]:
    """Every place that a brief may name, by slug."""
    places = {}
    for province in regions():
        places[province["slug"]] = Place(
            province["slug"], province["name"] + "도", province["slug"]
        )
        for town in province["children"]:
            places[town["slug"]] = Place(town["slug"], town["name"], province["slug"])
    return places


def compose(brief: dict, place: Place, turn: int, random: Random) -> Story:
    """One article from a brief. Headline and lead share the turn, so that they tell the same news."""
    values = vocabulary(brief, place, random)
    lead, *rest = brief["paragraphs"]
    paragraphs = [lead[turn % len(brief["headlines"]) % len(lead)], *map(random.choice, rest)]
    reporters = byline(brief["section"], place, random)
    return Story(
        headline=brief["headlines"][turn % len(brief["headlines"])].format_map(values),
        subheading=random.choice(brief["subheadings"]).format_map(values),
        section=brief["section"],
        region=place.slug,
        reporters=tuple(reporter["name"] for reporter in reporters),
        tags=(*brief["tags"], place.town),
        origin=brief["origin"],
        body="\n".join(f"<p>{paragraph.format_map(values)}</p>" for paragraph in paragraphs),
        photos=illustrated(brief, values, reporters[0], random),
    )


def vocabulary(brief: dict, place: Place, random: Random) -> dict[str, Word]:
    """What the placeholders of a brief stand for in one article."""
    person, person2 = map(
        "".join, zip(random.sample(SURNAMES, 2), random.sample(GIVEN_NAMES, 2), strict=True)
    )
    words = {
        "region": place.name,
        "town": place.town,
        "kind": place.kind,
        "office": OFFICES[place.kind],
    }
    words |= {"person": person, "person2": person2}
    words |= {name: random.choice(choices) for name, choices in brief["words"].items()}
    for name, (lowest, highest, step) in brief["numbers"].items():
        words[name] = str(random.randrange(lowest, highest + 1, step))
    return {name: Word(word) for name, word in words.items()}


def byline(section: str, place: Place, random: Random) -> list[dict]:
    """The reporters of the section's beat; where the beat is divided by province, the one of the place."""
    beat = [
        reporter
        for reporter in newspaper()["reporters"]
        if reporter["section"] == section and reporter["region"] in (None, place.province)
    ]
    shared = len(beat) > 1 and random.random() < SHARED_BYLINE
    return random.sample(beat, 2 if shared else 1)


def illustrated(
    brief: dict, values: dict[str, Word], reporter: dict, random: Random
) -> tuple[StoryPhoto, ...]:
    """None, one or two of the brief's photos with their captions and credits."""
    count = random.choices(range(len(PHOTO_WEIGHTS)), PHOTO_WEIGHTS)[0]
    chosen = random.sample(brief["photos"], min(count, len(brief["photos"])))
    return tuple(
        StoryPhoto(
            picture=photo["picture"],
            caption=random.choice(photo["captions"]).format_map(values),
            credit=credit(photo["picture"], brief["origin"], values["region"], reporter),
        )
        for photo in chosen
    )


def credit(picture: str, origin: str, region: str, reporter: dict) -> str:
    if picture.startswith(("chart-", "map-")):
        return "그래픽 한빛지역신문"
    if origin in ("press_release", "sponsored"):
        return f"{region} 제공"
    if origin == "contributed":
        return "필자 제공"
    if reporter["title"] == "논설위원":
        return "한빛지역신문 자료 사진"
    return f"한빛지역신문 {reporter['name']} {reporter['title']}"


def as_story(entry: dict) -> Story:
    photos = tuple(StoryPhoto(**photo) for photo in entry["photos"])
    return Story(
        **entry
        | {"photos": photos, "reporters": tuple(entry["reporters"]), "tags": tuple(entry["tags"])}
    )


@cache
def read(name: str) -> dict | list:
    return json.loads((HERE / name).read_text(encoding="utf-8"))
