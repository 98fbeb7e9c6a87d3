from django.urls import include, path

from articles import views
from articles.admin import desk

urlpatterns = [
    path("admin/", desk.urls),
    path("", include("articles.urls")),
]

handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
