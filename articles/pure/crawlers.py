"""Crawlers that read for AI, by the names that robots.txt knows them by."""

# Those that gather what models are made of or answer with, after what each of their makers documents
# and the list of https://github.com/ai-robots-txt/ai.robots.txt (of November 2026). Not here: what a
# search engine needs to find the paper (Googlebot, Yeti, Bingbot, Applebot, OAI-SearchBot,
# Claude-SearchBot), what shows a shared link (facebookexternalhit), and what fetches one page
# because somebody asks for it (ChatGPT-User, Claude-User, Perplexity-User).
AI_CRAWLERS = (
    *("AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "bedrockbot"),
    *("Brightbot", "Bytespider", "CCBot", "ChatGLM-Spider", "ClaudeBot", "Claude-Web"),
    *("cohere-ai", "cohere-training-data-crawler", "Cotoyogi", "DeepSeekBot", "Diffbot"),
    *("FacebookBot", "FirecrawlAgent", "Google-CloudVertexBot", "Google-Extended", "GPTBot"),
    *("ICC-Crawler", "ImagesiftBot", "img2dataset", "Kangaroo Bot", "LAIONDownloader"),
    *("laion-huggingface-processor", "meta-externalagent", "omgili", "omgilibot", "PanguBot"),
    *("PerplexityBot", "SBIntuitionsBot", "TikTokSpider", "Timpibot", "VelenPublicWebCrawler"),
    *("Webzio-Extended", "WRTNBot", "YouBot"),
)
