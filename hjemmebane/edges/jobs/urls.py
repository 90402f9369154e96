"""Addresses of long work."""

from django.urls import path

from hjemmebane.edges.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:job_id>/", views.progress, name="progress"),
    path("<uuid:job_id>/stop/", views.cancel, name="cancel"),
]
