"""Where collected static files go."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip and brotli forms, also for modules that import each other."""

    support_js_module_import_aggregation = True
