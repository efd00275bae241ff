"""Pages for people: server-rendered, in Slovenian and English."""

from app.web.mounting import mount_pages, mount_static, router

__all__ = ["mount_pages", "mount_static", "router"]
