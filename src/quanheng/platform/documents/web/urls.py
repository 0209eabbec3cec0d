"""Addresses of stored files."""

from django.urls import path

from quanheng.platform.documents.web import views

app_name = "documents"
urlpatterns = [
    path("<int:key>/", views.download, name="download"),
]
