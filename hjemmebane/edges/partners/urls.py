"""The partners' addresses."""

from django.urls import path

from hjemmebane.edges.partners import feedback, offers, views

app_name = "partners"
urlpatterns = [
    path("", views.home, name="home"),
    path("henvendelse/", views.enquiry_new, name="enquiry_new"),
    path("henvendelse/<uuid:public_id>/", views.enquiry, name="enquiry"),
    path("underretning/", views.notification_new, name="notification_new"),
    path("underretning/<uuid:public_id>/", views.notification, name="notification"),
    path("tilbud/", offers.services, name="services"),
    path("opgaver/<uuid:public_id>/", views.task_finish, name="task_finish"),
    path("opgaver/<uuid:public_id>/samarbejde/", feedback.answer, name="feedback"),
]
