"""The gallery of components, for development and the demo."""

from django.urls import path

from hjemmebane.ui import gallery

app_name = "ui"
urlpatterns = [
    path("", gallery.staff, name="gallery"),
    path("familie/", gallery.family, name="gallery_family"),
]
