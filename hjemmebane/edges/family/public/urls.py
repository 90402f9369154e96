"""The public door's addresses."""

from django.urls import path

from hjemmebane.edges.family.public import programmes, views

urlpatterns = [
    path("hjaelp/", programmes.index, name="programmes"),
    path("hjaelp/<slug:key>/", programmes.show, name="programme"),
    path("henvend/", views.enquiry, name="enquiry"),
    path("henvend/tak/", views.enquiry_thanks, name="enquiry_thanks"),
    path("henvend/svar/", views.advice_answer, name="advice_answer"),
    path("henvend/underretning/", views.notification, name="notification"),
    path("henvend/underretning/tak/", views.notification_thanks, name="notification_thanks"),
    path("henvend/fare/", views.danger, name="danger"),
]
