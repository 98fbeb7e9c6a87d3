"""A line of an export that says all that one can say."""

TOLD = {
    "id": "A-1",
    "url": "https://old.example/news/articleView.html?idxno=1",
    "headline": "다 쓴 배터리, 우리 동네에서 다시 태어난다…  협의체 출범",
    "subheading": "기업 34곳·대학·연구기관 한자리에\n내년 상반기 지원센터 개소",
    "body": "<p>군이 협의체를 꾸렸다.</p><p>“함께 풀겠다”고 말했다.</p>",
    "section": "경제",
    "region": "충북/증평군",
    "tags": ["배터리", "재활용 산업"],
    "reporters": [
        {"name": "김하늘", "title": "선임기자", "email": "haneul@example.com"},
        {"name": "이바다", "title": "기자", "email": ""},
    ],
    "published_at": "2025-11-04T20:25:17",
    "created_at": "2025-11-04T18:00:00+09:00",
    "revised_at": "2025-11-05T01:00:00Z",
    "copyright_notice": "[저작권자 ⓒ 옛 신문]",
    "origin": "press_release",
    "views": 321,
    "photos": [{"file": "a.jpg", "caption": "전경", "credit": "증평군 제공", "alt": "산단"}],
}
