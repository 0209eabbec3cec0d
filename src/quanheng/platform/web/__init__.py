"""The web shell 页面外壳: layout, components, error pages, and the two doors every request passes.

``ActorMiddleware`` says who asks; ``RefusalMiddleware`` turns a refusal into a page with its article.
"""
