from django.urls import include, path

from articles import views
from articles.admin import newsroom

urlpatterns = [
    path("admin/", newsroom.urls),
    path("", include("articles.urls")),
]

handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
