"""The one errand screen 办理页面: which questions are asked, how they look, and back to what is stored."""
