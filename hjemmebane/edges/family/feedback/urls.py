"""Addresses of the one-time link."""

from django.urls import path

from hjemmebane.edges.family.feedback import views

urlpatterns = [
    path("f/tak/", views.thanks, name="feedback_thanks"),
    path("f/<slug:token>/", views.answer, name="feedback_link"),
]
