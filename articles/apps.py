from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("newspaper")

    def ready(self):
        from . import receivers  # noqa: F401  (connects the signals)
        from .operation import checks  # noqa: F401  (registers them)
        from .reading.search import checks as search_checks  # noqa: F401
