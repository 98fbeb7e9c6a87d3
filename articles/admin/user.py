from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from ..models import User
from .site import NewsroomAdmin, newsroom


@admin.register(User, site=newsroom)
class UserAdmin(NewsroomAdmin, DjangoUserAdmin):
    list_display = (
        "username",
        "last_name",
        "first_name",
        "is_active",
        "is_superuser",
        "last_login",
    )
    list_filter = ("groups", "is_active", "is_superuser")
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email", "writes_plain_text")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
    )
